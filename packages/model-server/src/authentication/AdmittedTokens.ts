import { AdmittedToken, EndpointToken } from './EndpointToken';
import { TokenBudget } from './TokenBudget';

/** The tokens that are valid, with the budgets of those that have limits. One for all workers, on the main thread. */
export class AdmittedTokens {
  current: readonly AdmittedToken[] = [];

  constructor(private readonly workers: number) {}

  /** Replaces all tokens. What one that stays has used up stays used up. */
  replace(tokens: readonly EndpointToken[]): void {
    const budgets = new Map(this.current.map(({ id, budget }) => [id, budget]));
    this.current = tokens.map(token => {
      const { requestsPerSecond, maxConcurrentRequests } = token;
      const limited = requestsPerSecond !== undefined || maxConcurrentRequests !== undefined;
      if (!limited) return token;
      return { ...token, budget: budgets.get(token.id) ?? TokenBudget.allocate(this.workers) };
    });
  }

  /** Gives back what a worker had under way that is gone. */
  forget(worker: number): void {
    for (const { budget } of this.current) if (budget) TokenBudget.forget(budget, worker);
  }
}
