import fc from 'fast-check';
import { AdmittedTokens } from './AdmittedTokens';
import { TokenBudget } from './TokenBudget';

const NOW = Date.UTC(2026, 10, 25);

const budgets = (limits: ConstructorParameters<typeof TokenBudget>[2], workers = 2) => {
  const memory = TokenBudget.allocate(workers);
  return Array.from({ length: workers }, (_, worker) => new TokenBudget(memory, worker, limits));
};

describe('TokenBudget', () => {
  it('lets in a burst of one second, and then at its rate', () => {
    const [one, other] = budgets({ requestsPerSecond: 10 });
    const inBurst = Array.from({ length: 12 }, (_, i) => (i % 2 ? one : other).enter(NOW));
    expect(inBurst.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(inBurst.slice(10)).toEqual([100, 100]);
    expect(one.enter(NOW + 99)).toBe(1);
    expect(one.enter(NOW + 100)).toBe(0);
    expect(other.enter(NOW + 100)).toBe(100);
  });

  it('takes less than one request a second', () => {
    const [one] = budgets({ requestsPerSecond: 0.1 });
    expect([one.enter(NOW), one.enter(NOW + 9_000), one.enter(NOW + 10_000)]).toEqual([0, 1000, 0]);
  });

  it('never lets in more than its rate and one burst, whoever asks when', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.tuple(fc.nat(300), fc.nat(1)), { minLength: 1, maxLength: 300 }),
      (requestsPerSecond, asked) => {
        const workers = budgets({ requestsPerSecond });
        let time = NOW;
        let letIn = 0;
        for (const [wait, worker] of asked) {
          time += wait;
          if (workers[worker].enter(time) === 0) letIn++;
        }
        const seconds = (time - NOW) / 1000;
        return letIn <= requestsPerSecond * (1 + seconds) + 1e-6;
      },
    );
    expect(fc.check(property).counterexample).toBeNull();
  });

  it('counts what is under way in all workers', () => {
    const [one, other] = budgets({ maxConcurrentRequests: 2 });
    expect([one.enter(NOW), other.enter(NOW)]).toEqual([0, 0]);
    expect(one.enter(NOW)).toBeGreaterThan(0);
    other.leave();
    expect(one.enter(NOW)).toBe(0);
    expect(other.enter(NOW)).toBeGreaterThan(0);
  });

  it("doesn't count who was refused for the rate as under way", () => {
    const [one] = budgets({ requestsPerSecond: 1, maxConcurrentRequests: 2 });
    expect([one.enter(NOW), one.enter(NOW)].map(wait => wait > 0)).toEqual([false, true]);
    expect(one.enter(NOW + 1000)).toBe(0);
  });
});

describe('AdmittedTokens', () => {
  const token = { id: '1', hash: 'h', deployment: 'm' };

  it('keeps what a token has used up when the set is replaced, and forgets a lost worker', () => {
    const tokens = new AdmittedTokens(2);
    const limited = { ...token, maxConcurrentRequests: 1 };
    tokens.replace([limited, { ...token, id: '2' }]);
    expect(tokens.current[1]).not.toHaveProperty('budget');
    const budget = (worker: number) =>
      new TokenBudget(tokens.current[0].budget!, worker, tokens.current[0]);
    expect(budget(1).enter(NOW)).toBe(0);
    tokens.replace([limited]);
    expect(budget(0).enter(NOW)).toBeGreaterThan(0);
    tokens.forget(1);
    expect(budget(0).enter(NOW)).toBe(0);
  });
});
