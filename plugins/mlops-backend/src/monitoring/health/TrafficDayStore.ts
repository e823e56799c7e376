import type { Knex } from 'knex';

/** What a version answered on a day. */
export interface TrafficDay {
  deployment: string;
  /** Its start; milliseconds since 1970, UTC. */
  day: number;
  version: number;
  requests: number;
  rows: number;
  errors: number;
  /** Mean PSI over the features; null where nothing could be compared. */
  averageDrift: number | null;
  drifted: string[];
  /** When something last came in of the day; milliseconds since 1970, UTC. */
  updatedAt: number;
}

/** A day of a deployment. */
export interface DayOf {
  deployment: string;
  day: number;
}

/** What was answered today, read from the windows. */
export interface TodaysTraffic {
  requests: number;
  rows: number;
  errors: number;
}

/** Keeps the sums of days, which are made of windows again whenever something comes in of one. */
export interface TrafficDayStore {
  /** When something last came in of what is summed up; 0 before there is anything. */
  summedUntil(): Promise<number>;
  /** The days of which something came in at a time or later, of champions and canaries. */
  changedSince(time: number): Promise<DayOf[]>;
  /** Takes the place of what is there of the day. */
  put(day: DayOf, versions: TrafficDay[]): Promise<void>;
  /** The newest days of each, in order of time. */
  newest(deployments: string[], days: number): Promise<TrafficDay[]>;
  /** What came in of windows that start at a time or later, by deployment. */
  since(deployments: string[], time: number): Promise<Map<string, TodaysTraffic>>;
  /** Removes the days of deployments that are gone. */
  remove(transaction: Knex.Transaction, deployments: string[]): Promise<void>;
  /** Removes days to which nothing was added since a time. */
  removeBefore(time: number): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
/** Champions and canaries. */
const ANSWERING = ['champion', 'canary'];

const toRow = ({ averageDrift, updatedAt, drifted, ...day }: TrafficDay) => ({
  ...day,
  average_drift: averageDrift,
  drifted: JSON.stringify(drifted),
  updated_at: updatedAt,
});

const fromRow = (row: any): TrafficDay => ({
  deployment: row.deployment,
  day: Number(row.day),
  version: row.version,
  requests: Number(row.requests),
  rows: Number(row.rows),
  errors: Number(row.errors),
  averageDrift: row.average_drift,
  drifted: JSON.parse(row.drifted),
  updatedAt: Number(row.updated_at),
});

/** Keeps days in the plugin's database. */
export class DatabaseTrafficDayStore implements TrafficDayStore {
  constructor(private readonly database: Knex) {}

  async summedUntil(): Promise<number> {
    const [{ last }] = await this.database('traffic_days').max({ last: 'updated_at' });
    return Number(last ?? 0);
  }

  async changedSince(time: number): Promise<DayOf[]> {
    const starts = await this.database('windows')
      .distinct('deployment', 'window_start')
      .where('updated_at', '>=', time)
      .whereIn('role', ANSWERING);
    const days = new Map<string, DayOf>();
    for (const { deployment, window_start } of starts) {
      const day = Math.floor(Number(window_start) / DAY_MS) * DAY_MS;
      days.set(`${deployment} ${day}`, { deployment, day });
    }
    return [...days.values()];
  }

  async put({ deployment, day }: DayOf, versions: TrafficDay[]): Promise<void> {
    await this.database.transaction(async transaction => {
      for (const version of versions) {
        await transaction('traffic_days')
          .insert(toRow(version))
          .onConflict(['deployment', 'day', 'version'])
          .merge();
      }
      await transaction('traffic_days')
        .where({ deployment, day })
        .whereNotIn(
          'version',
          versions.map(({ version }) => version),
        )
        .delete();
    });
  }

  async newest(deployments: string[], days: number): Promise<TrafficDay[]> {
    const ranked = this.database('traffic_days')
      .select(
        '*',
        this.database.raw('dense_rank() over (partition by deployment order by day desc) as age'),
      )
      .whereIn('deployment', deployments)
      .as('ranked');
    const rows = await this.database
      .from(ranked)
      .where('age', '<=', days)
      .orderBy(['day', 'version']);
    return rows.map(fromRow);
  }

  async since(deployments: string[], time: number): Promise<Map<string, TodaysTraffic>> {
    const rows: any[] = await this.database('windows')
      .select('deployment')
      .whereIn('deployment', deployments)
      .where('window_start', '>=', time)
      .whereIn('role', ANSWERING)
      .groupBy('deployment')
      .sum({ requests: 'requests', rows: 'rows', errors: 'errors' });
    return new Map(
      rows.map(row => [
        row.deployment,
        {
          requests: Number(row.requests),
          rows: Number(row.rows),
          errors: Number(row.errors),
        },
      ]),
    );
  }

  async remove(transaction: Knex.Transaction, deployments: string[]): Promise<void> {
    await transaction('traffic_days').whereIn('deployment', deployments).delete();
  }

  async removeBefore(time: number): Promise<void> {
    await this.database('traffic_days').where('updated_at', '<', time).delete();
  }
}
