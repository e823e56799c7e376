import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  NewToken,
  Token,
  TokenLimitsRequest,
  TokenRequest,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { keptOf, keptPrefix, newSecret } from './tokenSecret';
import type { TokenLimits, TokenRow, TokenStore } from './TokenStore';

/** The deployment that a token is for. */
export interface TokenDeployment {
  id: string;
  name: string;
  model: string;
  target: string;
}

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 90;
/** Answered by a search. */
const MAX_FOUND = 100;

type AskedLimits = Pick<TokenRequest, 'requestsPerSecond' | 'maxConcurrentRequests'>;

const toLimits = (asked: AskedLimits): TokenLimits => ({
  requests_per_second: asked.requestsPerSecond ?? null,
  max_concurrent_requests: asked.maxConcurrentRequests ?? null,
});

/** Leaves out those that there aren't. */
const presentLimits = (limits: TokenLimits): AskedLimits => ({
  ...(limits.requests_per_second !== null && { requestsPerSecond: limits.requests_per_second }),
  ...(limits.max_concurrent_requests !== null && {
    maxConcurrentRequests: limits.max_concurrent_requests,
  }),
});

const noToken = ({ name }: TokenDeployment, id: string) =>
  new NotFoundError(`The deployment ${name} has no token ${id}`);

/** What the audit trail keeps of a token. */
const described = (
  row: Pick<TokenRow, 'name' | 'prefix' | 'deployment' | 'expires_at'> & TokenLimits,
): Record<string, string | number> => ({
  name: row.name,
  prefix: row.prefix,
  deployment: row.deployment,
  expiresAt: toIsoString(row.expires_at),
  ...presentLimits(row),
});

/** The rules of endpoint tokens. Secrets are told once and kept nowhere, least of all in the audit trail. */
export class TokenService {
  constructor(
    private readonly database: Knex,
    private readonly tokens: TokenStore,
    private readonly audit: AuditLog,
    private readonly ports: {
      /** Whether a target lets requests in by tokens. */
      takesTokens(target: string): boolean;
      /** Has this replica's servers know of a change before it is answered. */
      publish(): Promise<void>;
    },
    /** The most valid tokens of one deployment. */
    private readonly maxValid: number,
  ) {}

  async list(
    deployment: TokenDeployment,
    page: { limit: number; after?: CursorPosition },
  ): Promise<{ items: Token[]; totalItems: number; more: boolean }> {
    const [rows, totalItems] = await Promise.all([
      this.tokens.list(deployment.id, page),
      this.tokens.count(deployment.id),
    ]);
    return {
      items: rows.slice(0, page.limit).map(present),
      totalItems,
      more: rows.length > page.limit,
    };
  }

  /** @throws `ConflictError` when the deployment's target has no use for tokens, or has as many as it may have */
  async create(
    actor: Actor,
    deployment: TokenDeployment,
    { name, expiresInDays = DEFAULT_DAYS, ...asked }: TokenRequest,
  ): Promise<NewToken> {
    if (!this.ports.takesTokens(deployment.target)) {
      throw new ConflictError(
        `The target "${deployment.target}" of ${deployment.name} lets nobody in by endpoint tokens`,
      );
    }
    const secret = newSecret();
    const { prefix, hash } = keptOf(secret);
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + expiresInDays * DAY_MS);
    const limits = toLimits(asked);
    const id = await this.database.transaction(async transaction => {
      const valid = await this.tokens.countValid(transaction, deployment.id, createdAt);
      if (valid >= this.maxValid) {
        throw new ConflictError(
          `${deployment.name} has ${valid} valid tokens and may have ${this.maxValid}: revoke one that isn't needed, or have mlops.tokens.maxPerEndpoint raised`,
        );
      }
      const inserted = await this.tokens.insert(transaction, {
        deploymentId: deployment.id,
        name,
        prefix,
        hash,
        createdBy: actor.ref,
        createdAt,
        expiresAt,
        limits,
      });
      await this.audit.append(transaction, {
        actor,
        action: 'token.create',
        resource: { kind: 'token', name: inserted, model: deployment.model },
        after: described({
          name,
          prefix,
          deployment: deployment.name,
          expires_at: expiresAt,
          ...limits,
        }),
      });
      return inserted;
    });
    await this.ports.publish();
    return { token: present(await this.require(deployment, id)), secret };
  }

  /** Revoking what is revoked changes nothing. @throws `NotFoundError` */
  async revoke(
    actor: Actor,
    deployment: TokenDeployment,
    id: string,
    reason: string,
  ): Promise<Token> {
    await this.database.transaction(async transaction => {
      const row = await this.tokens.lock(transaction, deployment.id, id);
      if (!row) {
        throw noToken(deployment, id);
      }
      if (row.revoked_at !== null) {
        return;
      }
      await this.tokens.revoke(transaction, id, actor.ref, new Date());
      await this.audit.append(transaction, {
        actor,
        action: 'token.revoke',
        resource: { kind: 'token', name: id, model: deployment.model },
        reason,
        before: { ...described(row), state: stateOf(row) },
        after: { ...described(row), state: 'revoked' },
      });
    });
    await this.ports.publish();
    return present(await this.require(deployment, id));
  }

  /**
   * Limits a valid token otherwise; the same limits change nothing.
   *
   * @throws `NotFoundError`, and `ConflictError` for a token that lets nobody in
   */
  async setLimits(
    actor: Actor,
    deployment: TokenDeployment,
    id: string,
    { reason, ...asked }: TokenLimitsRequest,
  ): Promise<Token> {
    await this.database.transaction(async transaction => {
      const row = await this.tokens.lock(transaction, deployment.id, id);
      if (!row) {
        throw noToken(deployment, id);
      }
      const state = stateOf(row);
      if (state !== 'valid') {
        throw new ConflictError(`The token ${row.name} is ${state}: it lets nobody in any more`);
      }
      const limits = toLimits(asked);
      const limited = { ...row, ...limits };
      if (JSON.stringify(presentLimits(row)) === JSON.stringify(presentLimits(limited))) {
        return;
      }
      await this.tokens.setLimits(transaction, id, limits);
      await this.audit.append(transaction, {
        actor,
        action: 'token.limit',
        resource: { kind: 'token', name: id, model: deployment.model },
        reason,
        before: described(row),
        after: described(limited),
      });
    });
    await this.ports.publish();
    return present(await this.require(deployment, id));
  }

  /** The tokens whose secrets begin so, as far as beginnings are kept; at most 100, also of deleted models. */
  async find(beginning: string): Promise<Token[]> {
    return (await this.tokens.findByPrefix(keptPrefix(beginning), MAX_FOUND)).map(present);
  }

  /** Removes the tokens of a model's deployments, in the transaction in which these go. */
  forgetModel(transaction: Knex.Transaction, modelId: string): Promise<void> {
    return this.tokens.removeOfModel(transaction, modelId);
  }

  private async require(deployment: TokenDeployment, id: string): Promise<TokenRow> {
    const row = await this.tokens.find(deployment.id, id);
    if (!row) {
      throw noToken(deployment, id);
    }
    return row;
  }
}

function stateOf({ revoked_at, expires_at }: TokenRow): Token['state'] {
  if (revoked_at !== null) {
    return 'revoked';
  }
  return new Date(expires_at).getTime() <= Date.now() ? 'expired' : 'valid';
}

function present(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    deployment: row.deployment,
    model: row.model,
    prefix: row.prefix,
    state: stateOf(row),
    createdAt: toIsoString(row.created_at),
    createdBy: row.created_by,
    expiresAt: toIsoString(row.expires_at),
    ...presentLimits(row),
    ...(row.last_used_at !== null && { lastUsedAt: toIsoString(row.last_used_at) }),
    ...(row.revoked_at !== null && { revokedAt: toIsoString(row.revoked_at) }),
    ...(row.revoked_by !== null && { revokedBy: row.revoked_by }),
  };
}
