import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { StoredAuditRow } from '../auditHash';
import { readChain } from '../readChain';
import { verifyChain } from '../verifyChain';
import { holdAgainst } from './expectations';
import type { BrokenTrail, TrailExpectations, WholeTrail } from './expectations';

/**
 * Verifies the audit trail in the plugin's database as it is at one moment, without the server and in constant memory but
 * for the places of its checkpoints. Nothing is written.
 *
 * @throws `Error` when the database has no audit trail; whatever reading it throws
 */
export async function verifyDatabase(
  database: Knex,
  expected: TrailExpectations = {},
): Promise<WholeTrail | BrokenTrail> {
  if (!(await database.schema.hasTable('audit_chain'))) {
    throw new Error(
      "The database has no audit trail: name the plugin's own, which Backstage calls backstage_plugin_mlops unless configured otherwise",
    );
  }
  const { publicKeys, head } = expected;
  let expectedHeadAt: number | undefined;
  let lastCheckpoint: Checkpoint | undefined;
  const found = await readChain(database, (rows, chain, checkpoints) =>
    verifyChain(
      noting(rows, (row: StoredAuditRow) => {
        if (row.hash === head) {
          expectedHeadAt = row.seq;
        }
      }),
      chain,
      noting(checkpoints, checkpoint => (lastCheckpoint = checkpoint)),
      key => !publicKeys || publicKeys.includes(key),
    ),
  );
  if (!found.intact) {
    const { problem, brokenAt } = found;
    return { result: 'broken', problem, brokenAt };
  }
  const { events, startsAfter, checkpoints } = found;
  return holdAgainst(
    expected,
    { result: 'whole', events, startsAfter, checkpoints, head: found.head, lastCheckpoint },
    expectedHeadAt,
  );
}

async function* noting<T>(many: AsyncIterable<T>, note: (one: T) => void): AsyncGenerator<T> {
  for await (const one of many) {
    note(one);
    yield one;
  }
}
