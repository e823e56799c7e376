import type { Knex } from 'knex';

/** A request to a model or its answer, as it was told. */
export interface PayloadEvent {
  id: string;
  part: 'request' | 'response';
  /** When it happened, in milliseconds since 1970. */
  time: number;
  /** JSON. */
  body: string;
}

/** Both, once both have come. */
export interface PayloadPair {
  id: string;
  /** Of the request. */
  time: number;
  /** From the one to the other. */
  latencyMs: number;
  request: string;
  response: string;
}

/** Keeps requests and answers apart from each other until both are there. */
export interface PayloadPairStore {
  /**
   * Keeps a part and holds the pair until the transaction ends, so that of two that come at once one sees both.
   *
   * @returns the pair, if both are there
   */
  put(
    transaction: Knex.Transaction,
    deployment: string,
    event: PayloadEvent,
  ): Promise<PayloadPair | undefined>;
  /** Removes a pair that was made something of. */
  take(transaction: Knex.Transaction, deployment: string, id: string): Promise<void>;
  /** Removes what waited from before a time. @returns how many */
  removeBefore(time: Date): Promise<number>;
  /** Removes all of deployments that are gone. */
  remove(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
}

/** Keeps them in the plugin's database. */
export class DatabasePayloadPairStore implements PayloadPairStore {
  constructor(private readonly database: Knex) {}

  async put(
    transaction: Knex.Transaction,
    deployment: string,
    { id, part, time, body }: PayloadEvent,
  ): Promise<PayloadPair | undefined> {
    const at = { deployment, event_id: id };
    const columns = { [part]: body, [`${part}_at`]: Math.round(time) };
    await transaction('payload_pairs')
      .insert({ ...at, ...columns, received_at: Date.now() })
      .onConflict(['deployment', 'event_id'])
      .merge(columns);
    const pair = await transaction('payload_pairs').where(at).first();
    if (pair.request === null || pair.response === null) {
      return undefined;
    }
    const [asked, answered] = [Number(pair.request_at), Number(pair.response_at)];
    return {
      id,
      time: asked,
      latencyMs: Math.max(answered - asked, 0),
      request: pair.request,
      response: pair.response,
    };
  }

  async take(transaction: Knex.Transaction, deployment: string, id: string): Promise<void> {
    await transaction('payload_pairs').where({ deployment, event_id: id }).delete();
  }

  async removeBefore(time: Date): Promise<number> {
    return this.database('payload_pairs').where('received_at', '<', time.getTime()).delete();
  }

  async remove(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
    await transaction('payload_pairs').whereIn('deployment', deployments).delete();
  }
}
