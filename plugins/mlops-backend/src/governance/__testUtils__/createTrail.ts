import { generateKeyPairSync } from 'node:crypto';
import type { Knex } from 'knex';
import { AuditLog } from '../AuditLog';
import type { AuditEvent } from '../AuditLog';
import { DatabaseAuditStore } from '../AuditStore';
import { AuditTrail } from '../AuditTrail';
import { CheckpointKeys } from '../checkpoints/CheckpointKeys';
import { DatabaseCheckpointStore } from '../checkpoints/CheckpointStore';

export const ada = { ref: 'user:default/ada' };

/** The audit trail over a database, signed with a key of its own unless others are given. */
export function createTrail(
  knex: Knex,
  keys = new CheckpointKeys(generateKeyPairSync('ed25519').privateKey),
) {
  const log = new AuditLog();
  const stores = {
    events: new DatabaseAuditStore(knex),
    checkpoints: new DatabaseCheckpointStore(knex),
  };
  return {
    keys,
    log,
    stores,
    trail: new AuditTrail(knex, stores, log, keys),
    append: (event: Partial<AuditEvent> = {}) =>
      knex.transaction(transaction =>
        log.append(transaction, {
          actor: ada,
          action: 'model.update',
          resource: { kind: 'model', name: 'risk' },
          ...event,
        }),
      ),
  };
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
  }
  return text;
}
