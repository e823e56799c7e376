import { IncomingHttpHeaders } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';
import { AdmittedToken, TokenUse } from './EndpointToken';
import { RecognizedTokens } from './RecognizedTokens';
import { TokenBudget } from './TokenBudget';

const BEARER = /^bearer +/i;

interface Admitted {
  readonly token: AdmittedToken;
  readonly budget?: TokenBudget;
}

/** Lets requests in that present a token of the deployment they ask. One for each worker. */
export class TokenGate {
  private admitted: ReadonlyMap<string, Admitted> = new Map();
  private readonly bearers = new RecognizedTokens<Admitted>(bearerOf);
  private readonly apiKeys = new RecognizedTokens<Admitted>(value => value);
  private readonly uses = new Map<string, number>();

  /** @param worker - whose gate it is, from 0 */
  constructor(private readonly worker: number) {}

  /** Lets in these tokens from now on, and no others. */
  admit(tokens: readonly AdmittedToken[]): void {
    this.admitted = new Map(
      tokens.map(token => {
        const budget = token.budget && new TokenBudget(token.budget, this.worker, token);
        return [token.hash.toLowerCase(), { token, budget }];
      }),
    );
    this.bearers.clear();
    this.apiKeys.clear();
  }

  /**
   * Checks that a request presents a token of a deployment.
   *
   * The answers don't depend on whether the deployment exists.
   *
   * @returns the token's budget, if it has one
   * @throws ProtocolError 401 without a token, or with one that is unknown or expired; 403 with another deployment's
   */
  check(headers: IncomingHttpHeaders, deployment: string): TokenBudget | undefined {
    const { token, budget } = this.find(headers);
    if (token.deployment !== deployment) {
      throw new ProtocolError(403, 'The endpoint token is for another deployment');
    }
    this.uses.set(token.id, Date.now());
    return budget;
  }

  /**
   * The token that a request presents, whichever deployment it is of.
   *
   * @throws ProtocolError 401 without a token, or with one that is unknown or expired
   */
  identify(headers: IncomingHttpHeaders): AdmittedToken {
    const { token } = this.find(headers);
    this.uses.set(token.id, Date.now());
    return token;
  }

  /** The newest use of each token that was used since the last take. */
  takeUses(): TokenUse[] {
    const uses = Array.from(this.uses, ([id, at]) => ({ id, at }));
    this.uses.clear();
    return uses;
  }

  /**
   * Reads `authorization: Bearer TOKEN` or `x-api-key: TOKEN`. Where a request presents both, the first that is known
   * counts.
   */
  private find(headers: IncomingHttpHeaders): Admitted {
    const { authorization } = headers;
    const apiKey = headers['x-api-key'] as string | undefined;
    const found =
      this.bearers.find(authorization, this.admitted) ?? this.apiKeys.find(apiKey, this.admitted);
    if (!found) {
      throw apiKey === undefined && bearerOf(authorization) === undefined
        ? unauthorized("An endpoint token is needed: 'Authorization: Bearer TOKEN'")
        : unauthorized('The endpoint token is not valid');
    }
    const { expiresAt } = found.token;
    if (expiresAt !== undefined && expiresAt <= Date.now()) {
      throw unauthorized('The endpoint token has expired');
    }
    return found;
  }
}

/** Undefined for other schemes, which may be a proxy's business. */
function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const scheme = BEARER.exec(authorization)?.[0];
  return scheme && authorization.slice(scheme.length);
}

function unauthorized(message: string): ProtocolError {
  return new ProtocolError(401, message, { 'www-authenticate': 'Bearer' });
}
