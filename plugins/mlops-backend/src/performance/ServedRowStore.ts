import type { Knex } from 'knex';
import type { TimeRange } from '../monitoring/WindowStore';
import { joinLabels, LABEL, labelOf } from '../predictions/joinLabels';
import type { Outputs, OutputValue } from '../predictions/PredictionStore';

/** What a version predicted for a row, and what turned out to be true of it. */
export interface ServedRow {
  predictionId: string;
  /** When it happened, in milliseconds since 1970. */
  time: number;
  outputs: Outputs;
  /** What the deployment keeps of the inputs. */
  kept?: Readonly<Record<string, OutputValue>>;
  /** Absent where it hasn't come. */
  label?: string;
}

/** The predictions of one version in a span of time. */
export interface ServedQuery {
  deployment: string;
  version: number;
  range: TimeRange;
  /** Only those whose label has come. */
  labelled?: boolean;
}

/** Reads logged predictions with their labels, as many as there may be. */
export interface ServedRowStore {
  /** The versions that have logged predictions, ascending. */
  versions(deployment: string): Promise<number[]>;
  /** When the first and the last happened, if there is any. */
  extent(query: ServedQuery): Promise<{ first: number; last: number } | undefined>;
  /** When the row happened that comes after so many newer ones; undefined where there are no more than that. */
  timeOfRow(query: ServedQuery, newer: number): Promise<number | undefined>;
  /** Whether any labels have come, of whichever version. */
  hasLabels(deployment: string): Promise<boolean>;
  /** In order of time, rows of one request after each other. */
  read(query: ServedQuery): AsyncIterable<ServedRow>;
}

/** Rows read at a time: few enough that other work of the process gets its turn in between. */
const PAGE = 2_000;

const ORDER = ['p.predicted_at', 'p.prediction_id', 'p.row_index'];
const COLUMNS = ['p.prediction_id', 'p.row_index', 'p.predicted_at', 'p.outputs', 'p.kept'];

/** Reads them in the plugin's database, by the index of predictions by time. */
export class DatabaseServedRowStore implements ServedRowStore {
  constructor(private readonly database: Knex) {}

  async versions(deployment: string): Promise<number[]> {
    const versions: number[] = [];
    for (;;) {
      // One step of the index a version, where DISTINCT would read all rows.
      const [{ next }] = (await this.database('predictions')
        .where({ deployment })
        .andWhere('version', '>', versions[versions.length - 1] ?? 0)
        .min({ next: 'version' })) as Array<{ next: number | null }>;
      if (next === null) {
        return versions;
      }
      versions.push(Number(next));
    }
  }

  async extent(query: ServedQuery) {
    const [{ first, last }] = (await this.within(query)
      .min({ first: 'p.predicted_at' })
      .max({ last: 'p.predicted_at' })) as Array<{ first: unknown; last: unknown }>;
    return first === null ? undefined : { first: Number(first), last: Number(last) };
  }

  async timeOfRow(query: ServedQuery, newer: number): Promise<number | undefined> {
    const row = await this.within(query)
      .orderBy('p.predicted_at', 'desc')
      .offset(newer)
      .first('p.predicted_at');
    return row && Number(row.predicted_at);
  }

  async hasLabels(deployment: string): Promise<boolean> {
    for (const table of ['prediction_labels', 'prediction_key_labels']) {
      if (await this.database(table).where({ deployment }).first('label')) {
        return true;
      }
    }
    return false;
  }

  async *read(query: ServedQuery): AsyncIterable<ServedRow> {
    let after: any;
    for (;;) {
      const rows = await this.page(query, after);
      for (const row of rows) {
        yield {
          predictionId: row.prediction_id,
          time: Number(row.predicted_at),
          outputs: JSON.parse(row.outputs),
          ...(row.kept !== null && { kept: JSON.parse(row.kept) }),
          ...(row.label !== null && { label: row.label }),
        };
      }
      if (rows.length < PAGE) {
        return;
      }
      after = rows[rows.length - 1];
    }
  }

  private within({ deployment, version, range }: ServedQuery): Knex.QueryBuilder {
    const query = this.database('predictions as p').where({
      'p.deployment': deployment,
      'p.version': version,
    });
    if (range.from !== undefined) {
      query.andWhere('p.predicted_at', '>=', range.from);
    }
    if (range.to !== undefined) {
      query.andWhere('p.predicted_at', '<', range.to);
    }
    return query;
  }

  /** @param after - the last row of the page before */
  private page(query: ServedQuery, after: any): Knex.QueryBuilder {
    const found = this.within(query);
    if (after) {
      found
        .andWhere('p.predicted_at', '>=', after.predicted_at)
        .whereRaw('(p.predicted_at, p.prediction_id, p.row_index) > (?, ?, ?)', [
          after.predicted_at,
          after.prediction_id,
          after.row_index,
        ]);
    }
    if (query.labelled) {
      return found
        .modify(joinLabels, 'p', true)
        .orderBy(ORDER)
        .limit(PAGE)
        .select(...COLUMNS, this.database.raw(`${LABEL} as label`));
    }
    // The page first, then the label of each of its rows. Joined, PostgreSQL plans for all the rows that come after: it starts
    // parallel workers for each page, or reads all labels, and either takes ten times as long as looking up these.
    return this.database
      .from(found.orderBy(ORDER).limit(PAGE).select('p.*').as('p'))
      .orderBy(ORDER)
      .select(...COLUMNS, this.database.raw(`${labelOf('p')} as label`));
  }
}
