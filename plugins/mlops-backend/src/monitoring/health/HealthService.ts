import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Deployment, DeploymentHealth, Health } from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../../database/cursor';
import { HEALTHS, judgeHealth } from './judgeHealth';
import type { TodaysTraffic, TrafficDay, TrafficDayStore } from './TrafficDayStore';

const DAY_MS = 24 * 3_600_000;
/** Deployments that are looked at. */
const MOST = 2_000;
/** Days with traffic that are told of each. */
const DAYS = 30;

export interface HealthFilter {
  model?: string;
  search?: string;
  environment?: string;
}

/** The deployments that somebody may read, handed in by the area that owns them. */
export interface DeploymentsOfCaller {
  list(
    credentials: BackstageCredentials,
    filter: HealthFilter,
    page: { limit: number },
  ): Promise<{ items: Deployment[]; more: boolean }>;
}

/** Counts alerts that aren't resolved, by the name of the deployment; handed in by the area that owns alerts. */
export type OpenAlertsOf = (
  deployments: string[],
) => Promise<Map<string, Partial<DeploymentHealth['openAlerts']>>>;

/** The worst is 0. */
const rankOf = ({ health }: DeploymentHealth) => HEALTHS.indexOf(health);

/** How deployments are doing, asked of the database in as many queries for one as for all. */
export class HealthService {
  constructor(
    private readonly deployments: DeploymentsOfCaller,
    private readonly days: TrafficDayStore,
    private readonly openAlertsOf: OpenAlertsOf,
    /** When something last came in of each deployment that anything did; milliseconds since 1970, UTC. */
    private readonly lastArrivals: () => Promise<ReadonlyMap<string, number>>,
    /** Whether what is on a target is served by others, who are never asked. */
    private readonly servesElsewhere: (target: string) => boolean,
  ) {}

  /** The worst first, then by name. */
  async list(
    credentials: BackstageCredentials,
    filter: HealthFilter & { health?: Health },
    page: { limit: number; after?: CursorPosition },
    now: number = Date.now(),
  ) {
    const { health, ...deployed } = filter;
    const { items, more } = await this.deployments.list(credentials, deployed, { limit: MOST });
    const all = await this.judge(items, now);
    const asked = all.filter(one => health === undefined || one.health === health);
    const rest = page.after ? asked.filter(one => isBehind(one, page.after!)) : asked;
    return {
      items: rest.slice(0, page.limit),
      totalItems: asked.length,
      more: rest.length > page.limit,
      counts: countOf(all),
      truncated: more,
    };
  }

  private async judge(deployments: Deployment[], now: number): Promise<DeploymentHealth[]> {
    const names = deployments.map(({ name }) => name);
    if (names.length === 0) {
      return [];
    }
    const today = Math.floor(now / DAY_MS) * DAY_MS;
    const [alerts, todays, days, arrivals] = await Promise.all([
      this.openAlertsOf(names),
      this.days.since(names, today),
      this.days.newest(names, DAYS),
      this.lastArrivals(),
    ]);
    const daysOf = groupBy(days, ({ deployment }) => deployment);
    return deployments
      .map(deployment =>
        toHealth(
          deployment,
          {
            openAlerts: { critical: 0, warning: 0, info: 0, ...alerts.get(deployment.name) },
            today: todays.get(deployment.name),
            versions: daysOf.get(deployment.name) ?? [],
            lastTrafficAt: arrivals.get(deployment.name),
            isServedElsewhere: this.servesElsewhere(deployment.target),
          },
          now,
        ),
      )
      .sort((a, b) => rankOf(a) - rankOf(b) || (a.deployment.name < b.deployment.name ? -1 : 1));
  }
}

/** Where a deployment stands in the list. */
export const positionOfHealth = (one: DeploymentHealth): CursorPosition => [
  rankOf(one),
  one.deployment.name,
];

function isBehind(one: DeploymentHealth, [rank, name]: CursorPosition): boolean {
  return rankOf(one) > Number(rank) || (rankOf(one) === rank && one.deployment.name > name);
}

function toHealth(
  deployment: Deployment,
  found: {
    openAlerts: DeploymentHealth['openAlerts'];
    today: TodaysTraffic | undefined;
    versions: TrafficDay[];
    lastTrafficAt: number | undefined;
    isServedElsewhere: boolean;
  },
  now: number,
): DeploymentHealth {
  const { status, statusMessage, createdAt } = deployment;
  const { openAlerts, today, versions, lastTrafficAt, isServedElsewhere } = found;
  const days = [...groupBy(versions, ({ day }) => day)].map(([day, all]) => sumOf(day, all));
  return {
    deployment,
    ...judgeHealth(
      {
        status,
        statusMessage,
        isServedElsewhere,
        createdAt: Date.parse(createdAt),
        openAlerts,
        lastTrafficAt,
        days,
      },
      now,
    ),
    openAlerts,
    ...(lastTrafficAt !== undefined && { lastTrafficAt: new Date(lastTrafficAt).toISOString() }),
    today: {
      requests: today?.requests ?? 0,
      rows: today?.rows ?? 0,
      errors: today?.errors ?? 0,
    },
    days: days.map(one => ({ ...one, day: new Date(one.day).toISOString() })),
  };
}

/** All versions of a day; the drift is that of the one that answered most. */
function sumOf(day: number, versions: TrafficDay[]) {
  const sum = (count: 'requests' | 'rows' | 'errors') =>
    versions.reduce((total, one) => total + one[count], 0);
  const main = versions.reduce((most, one) => (one.rows > most.rows ? one : most));
  return {
    day,
    requests: sum('requests'),
    rows: sum('rows'),
    errors: sum('errors'),
    averageDrift: main.averageDrift,
    driftedColumns: [...new Set(versions.flatMap(({ drifted }) => drifted))],
  };
}

function countOf(all: DeploymentHealth[]): Record<Health, number> {
  const counts = { offline: 0, alerting: 0, drifting: 0, silent: 0, fine: 0 };
  for (const { health } of all) {
    counts[health]++;
  }
  return counts;
}

function groupBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  }
  return groups;
}
