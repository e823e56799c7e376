import type {
  DeploymentHealth,
  DeploymentStatus,
  Health,
} from '@mlops-backstage/plugin-mlops-common';

const DAY_MS = 24 * 3_600_000;

/** Names of features that are told; more are counted. */
const MAX_NAMED = 3;

/** From the worst on. */
export const HEALTHS: readonly Health[] = ['offline', 'alerting', 'drifting', 'silent', 'fine'];

/** What health is judged by. */
export interface Symptoms {
  status: DeploymentStatus;
  statusMessage?: string;
  /** Where nobody here knows whether it is online, only what is told of it. */
  isServedElsewhere: boolean;
  /** Milliseconds since 1970, UTC. */
  createdAt: number;
  openAlerts: DeploymentHealth['openAlerts'];
  /** When something last came in; undefined before there was anything. */
  lastTrafficAt: number | undefined;
  /** In order of time. */
  days: ReadonlyArray<{ day: number; driftedColumns: readonly string[] }>;
}

/** How a deployment is doing, in one word and a sentence: the worst that holds. */
export function judgeHealth(symptoms: Symptoms, now: number): { health: Health; why: string } {
  const { status, statusMessage, openAlerts, days, lastTrafficAt } = symptoms;
  if (status === 'undeployed') {
    return { health: 'offline', why: 'Nothing is deployed.' };
  }
  if (status !== 'online') {
    const what = status === 'failed' ? 'It can’t be served' : 'It is being deployed';
    return { health: 'offline', why: statusMessage ? `${what}: ${statusMessage}` : `${what}.` };
  }
  if (openAlerts.critical > 0) {
    const [be, alerts] = openAlerts.critical === 1 ? ['is', 'alert'] : ['are', 'alerts'];
    return {
      health: 'alerting',
      why: `${openAlerts.critical} critical ${alerts} ${be} open.`,
    };
  }
  const last = days.at(-1);
  if (last && last.driftedColumns.length > 0) {
    return { health: 'drifting', why: driftInWords(days) };
  }
  const quietSince = lastTrafficAt ?? symptoms.createdAt;
  if (now - quietSince >= DAY_MS) {
    return {
      health: 'silent',
      why: lastTrafficAt === undefined ? neverInWords(symptoms) : 'Nothing came in for a day.',
    };
  }
  return {
    health: 'fine',
    why: fineInWords(symptoms),
  };
}

function neverInWords({ isServedElsewhere }: Symptoms): string {
  return isServedElsewhere ? 'Nothing was ever told of it.' : 'It was never asked.';
}

function fineInWords({ isServedElsewhere, lastTrafficAt }: Symptoms): string {
  const where = isServedElsewhere ? 'Served elsewhere' : 'Online';
  if (lastTrafficAt !== undefined) {
    return `${where}, without drift.`;
  }
  return `${where}, and ${isServedElsewhere ? 'nothing was told of it' : 'not asked'} yet.`;
}

/** The features that drifted on the last day, and since when some did on every day with traffic. */
function driftInWords(days: Symptoms['days']): string {
  const { driftedColumns } = days[days.length - 1];
  const firstOfRow = days.findLastIndex(({ driftedColumns: some }) => some.length === 0) + 1;
  const named = driftedColumns.slice(0, MAX_NAMED).join(', ');
  const more = driftedColumns.length - MAX_NAMED;
  const since = new Date(days[firstOfRow].day).toISOString().slice(0, 10);
  return `${named}${more > 0 ? ` and ${more} more` : ''} drifted, some since ${since}.`;
}
