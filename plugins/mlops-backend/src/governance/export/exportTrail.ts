import { createHash } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';
import type { StoredAuditRow } from '../auditHash';
import type { ChainPlace } from '../ChainWalk';
import type { AuditFilter, AuditStore } from '../AuditStore';
import type { CheckpointStore } from '../checkpoints/CheckpointStore';
import type { ReadableModels } from '../ModelAuthorizer';
import type { Chain } from '../verifyChain';
import { CSV_HEADER, csvOf } from './auditCsv';
import { exportLine, headerOf } from './exportFormat';

export type ExportFormat = 'jsonl' | 'csv';

interface Stores {
  events: AuditStore;
  checkpoints: CheckpointStore;
}

/**
 * The audit trail as a file, up to where it ends now: JSON Lines as `exportFormat` describes them, or CSV for reading.
 * A piece is made when it is asked for, of at most a thousand events.
 *
 * @throws `ServiceUnavailableError` when the chain isn't known, or retention overtakes the export
 */
export async function* exportTrail(
  stores: Stores,
  format: ExportFormat,
  filter: AuditFilter,
  readable: ReadableModels,
): AsyncGenerator<string, void> {
  const chain = await stores.events.chain();
  if (!chain) {
    throw new ServiceUnavailableError('Where the audit trail ends is not known: verify it');
  }
  const range = { after: chain.start.seq, upTo: chain.end.seq };
  const chunks = stores.events.inChunks(filter, readable, range);
  if (format === 'csv') {
    yield CSV_HEADER;
    for await (const rows of chunks) {
      yield csvOf(rows);
    }
    return;
  }
  const isComplete = readable === 'all' && Object.values(filter).every(one => one === undefined);
  yield* jsonLines(stores, chain, chunks, isComplete);
}

async function* jsonLines(
  stores: Stores,
  chain: Chain,
  chunks: AsyncIterable<StoredAuditRow[]>,
  isComplete: boolean,
): AsyncGenerator<string, void> {
  const digest = createHash('sha256');
  const hashed = (text: string) => {
    digest.update(text);
    return text;
  };
  const checkpointsOf = (from: number, to: number) =>
    isComplete ? checkpointsByPlace(stores.checkpoints, from, to) : new Map<number, string>();
  const { start } = chain;
  const atStart = await checkpointsOf(start.seq, start.seq);
  const header = exportLine(headerOf(start, isComplete, new Date()));
  yield hashed(header + (atStart.get(start.seq) ?? ''));

  let last: ChainPlace = start;
  let events = 0;
  for await (const rows of chunks) {
    if (rows.length === 0) {
      continue;
    }
    const { seq: first } = rows[0];
    // What was damaged is exported as it is, for whoever verifies it; a start that moved on is no damage.
    if (isComplete && first !== last.seq + 1) {
      await refuseOvertaken(stores.events, chain);
    }
    const checkpoints = await checkpointsOf(first, rows[rows.length - 1].seq);
    yield hashed(
      rows
        .map(row => exportLine({ type: 'event', ...row }) + (checkpoints.get(row.seq) ?? ''))
        .join(''),
    );
    last = rows[rows.length - 1];
    events += rows.length;
  }
  if (isComplete && last.seq !== chain.end.seq) {
    await refuseOvertaken(stores.events, chain);
  }
  // Where a whole trail should end, be the events there or not.
  const end = isComplete ? chain.end : last;
  yield exportLine({
    type: 'end',
    events,
    seq: end.seq,
    hash: end.hash,
    digest: digest.digest('hex'),
  });
}

/** The lines of the checkpoints in a range. */
async function checkpointsByPlace(
  store: CheckpointStore,
  from: number,
  to: number,
): Promise<Map<number, string>> {
  const lines = new Map<number, string>();
  for await (const checkpoint of store.inOrder(from, to)) {
    lines.set(checkpoint.seq, exportLine({ type: 'checkpoint', ...checkpoint }));
  }
  return lines;
}

async function refuseOvertaken(events: AuditStore, { start }: Chain): Promise<void> {
  if ((await events.chain())?.start.seq !== start.seq) {
    throw new ServiceUnavailableError(
      'Retention removed events while they were exported: export the trail again',
    );
  }
}
