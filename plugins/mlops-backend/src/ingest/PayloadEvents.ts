import { InputError } from '@backstage/errors';
import type { PayloadReceipt } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { DeploymentRow } from '../deployments/DeploymentRow';
import type { IngestedPrediction } from './IngestedPrediction';
import type { IngestService } from './IngestService';
import type { NamedColumns } from './namedColumns';
import type { PayloadEvent, PayloadPair, PayloadPairStore } from './PayloadPairStore';
import { readRequest, readResponse } from './readPayload';

/**
 * Takes requests and answers that come one by one, as KServe's logger sends them, and makes predictions of those that
 * belong together. As traffic it leaves no audit events, like requests to what is served here.
 */
export class PayloadEvents {
  constructor(
    private readonly database: Knex,
    private readonly pairs: PayloadPairStore,
    private readonly ingest: IngestService,
  ) {}

  /** @throws `InputError` for payloads that can't be read; the other part then goes on waiting until its time is over */
  async take(row: DeploymentRow, event: PayloadEvent): Promise<PayloadReceipt> {
    const names = await this.ingest.namesOf(row);
    // Checked where its sender is told, and not only when the other part comes.
    readPart(event, names);
    const pair = await this.database.transaction(transaction =>
      this.pairs.put(transaction, row.name, event),
    );
    if (!pair) {
      return { state: 'waiting', added: 0 };
    }
    const { added } = await this.ingest.store(row, predictionsOf(pair, names), transaction =>
      this.pairs.take(transaction, row.name, pair.id),
    );
    return { state: added > 0 ? 'recorded' : 'known', added };
  }
}

function readPart({ id, part, body }: PayloadEvent, names: NamedColumns) {
  const read = part === 'request' ? readRequest : readResponse;
  return read(JSON.parse(body), names, `The ${part} ${id}`);
}

function predictionsOf(pair: PayloadPair, names: NamedColumns): IngestedPrediction[] {
  const { id, time, latencyMs, request, response } = pair;
  const place = `The event ${id}`;
  const inputs = readRequest(JSON.parse(request), names, place);
  const outputs = readResponse(JSON.parse(response), names, place);
  if (inputs.length !== outputs.length) {
    throw new InputError(
      `${place}: ${inputs.length} rows were asked and ${outputs.length} answered`,
    );
  }
  return outputs.map((answered, row) => ({
    place,
    id,
    row,
    time,
    latencyMs,
    inputs: inputs[row],
    outputs: answered,
  }));
}
