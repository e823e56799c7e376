import { ConflictError, NotFoundError } from '@backstage/errors';
import type { UndeliveredMessage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { afterCommit } from '../database/afterCommit';
import { toIsoString } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { MessageRow, Outbox } from './Outbox';

/** What is to be sent again: one message to a destination, or all that were given up. */
export interface ResendRequest {
  destination: string;
  message?: string;
  reason: string;
}

/** The messages that were given up, as far as they may be shown: what they tell isn't. */
export class UndeliveredMessages {
  constructor(
    private readonly database: Knex,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    /** Told once there is something to send. */
    private readonly onDue: () => void,
  ) {}

  async list(
    query: { destination?: string },
    page: { limit: number; after?: CursorPosition },
  ): Promise<{ items: UndeliveredMessage[]; totalItems: number; more: boolean }> {
    const rows = await this.outbox.listFailed(query, page);
    return {
      items: rows.slice(0, page.limit).map(present),
      totalItems: await this.outbox.countFailed(query),
      more: rows.length > page.limit,
    };
  }

  /**
   * @returns how many are sent again
   * @throws `NotFoundError` for a message that wasn't given up; `ConflictError` where none can be sent without telling what is over
   */
  async resend(actor: Actor, { destination, message: id, reason }: ResendRequest): Promise<number> {
    const found = id === undefined ? undefined : await this.outbox.find(id);
    if (id !== undefined && (found?.state !== 'failed' || found.destination !== destination)) {
      throw new NotFoundError(`No message ${id} to ${destination} was given up`);
    }
    return this.database.transaction(async transaction => {
      // Before the messages: who changes an alert and puts another message about it in holds the end of the trail, too, so that one
      // of the two sees what the other has put in.
      await this.audit.append(transaction, {
        actor,
        action: 'message.resend',
        resource: { kind: 'registry', name: 'mlops' },
        reason,
        after: { destination, ...(id !== undefined && { message: id }) },
      });
      const sent = await this.outbox.retry(transaction, { destination, id });
      if (sent === 0) {
        throw new ConflictError(
          id === undefined
            ? `Nothing that was given up to ${destination} can be sent again: there is none, or what came later about the same thing was delivered or waits`
            : `The message ${id} can't be sent again: what came later about the same thing was delivered or waits`,
        );
      }
      afterCommit(transaction, this.onDue);
      return sent;
    });
  }
}

function present(row: MessageRow): UndeliveredMessage {
  return {
    id: row.id,
    destination: row.destination,
    type: JSON.parse(row.body).type,
    ...(row.about !== null && { about: row.about }),
    createdAt: toIsoString(row.created_at),
    givenUpAt: toIsoString(row.ended_at!),
    // The last attempt isn't counted in the row.
    attempts: row.attempts + 1,
    failure: row.failure ?? '',
  };
}
