import { hash } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';
import { ProtocolError } from '../protocol/ProtocolError';
import { AdmittedToken, TokenUse } from './EndpointToken';
import { TokenBudget } from './TokenBudget';

/** Longer ones hold no token of ours, and aren't worth being hashed. */
const MAX_HEADER_LENGTH = 256;

/** Presented tokens whose hash needn't be computed again. */
const MAX_RECOGNIZED = 1_000;

const BEARER = /^bearer +/i;

interface Admitted {
  readonly token: AdmittedToken;
  readonly budget?: TokenBudget;
}

/** Lets requests in that present a token of the deployment they ask. One for each worker. */
export class TokenGate {
  private admitted: ReadonlyMap<string, Admitted> = new Map();
  /** By the token as it was presented. Only valid ones, so that guesses can't drive them out. */
  private readonly recognized = new Map<string, Admitted>();
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
    this.recognized.clear();
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
    const bearer = bearerOf(headers.authorization);
    const apiKey = headers['x-api-key'] as string | undefined;
    if (bearer === undefined && apiKey === undefined) {
      throw unauthorized("An endpoint token is needed: 'Authorization: Bearer TOKEN'");
    }
    const found = this.recognize(bearer) ?? this.recognize(apiKey);
    if (!found) throw unauthorized('The endpoint token is not valid');
    const { expiresAt } = found.token;
    if (expiresAt !== undefined && expiresAt <= Date.now()) {
      throw unauthorized('The endpoint token has expired');
    }
    return found;
  }

  private recognize(presented: string | undefined): Admitted | undefined {
    if (presented === undefined || presented.length > MAX_HEADER_LENGTH) return undefined;
    const recognized = this.recognized.get(presented);
    if (recognized) return recognized;
    const found = this.admitted.get(hash('sha256', presented, 'hex'));
    if (!found) return undefined;
    if (this.recognized.size >= MAX_RECOGNIZED) {
      const [oldest] = this.recognized.keys();
      this.recognized.delete(oldest);
    }
    this.recognized.set(presented, found);
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
