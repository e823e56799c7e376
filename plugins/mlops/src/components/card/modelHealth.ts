import type {
  ChartInterval,
  Deployment,
  Drift,
  ModelSummary,
} from '@mlops-backstage/plugin-mlops-common';
import { formatInterval, intervalName } from '../../format/instants';
import { openAlertsInWords } from '../alerts/openAlertsInWords';
import { isServedElsewhere, SERVED_ELSEWHERE } from '../shared/servedElsewhere';
import type { Tone } from '../shared/StatusWord';

export interface ModelHealth {
  tone: Tone;
  /** Health in one word. */
  word: string;
  /** Why. */
  reason: string;
}

const MOST_NAMED = 3;
/** Nothing is wrong, as far as anybody here knows. */
const WELL: readonly Tone[] = ['good', 'info'];

/**
 * Whether a deployment serves, whether what it is asked still looks like what its version was made for, and whether
 * somebody raised an alert. An endpoint that fails is worse than any alert; an alert to know of changes nothing.
 *
 * @param quiet - where nothing comes in any more, says so
 */
export function modelHealth(
  deployment: Deployment | undefined,
  drift: Drift | undefined,
  alerts?: ModelSummary['openAlerts'],
  quiet?: string,
): ModelHealth {
  const served = servingHealth(deployment, drift);
  const health: ModelHealth =
    quiet !== undefined && WELL.includes(served.tone)
      ? { tone: 'idle', word: 'Silent', reason: `${quiet} ${served.reason}` }
      : served;
  const words = openAlertsInWords(alerts);
  if (words === undefined) {
    return health;
  }
  const reason = `${words.charAt(0).toUpperCase()}${words.slice(1)}. ${health.reason}`;
  if (health.tone === 'bad' || !(alerts?.critical || alerts?.warning)) {
    return { ...health, reason };
  }
  return { tone: alerts.critical ? 'bad' : 'warning', word: 'Alerting', reason };
}

function servingHealth(deployment: Deployment | undefined, drift: Drift | undefined): ModelHealth {
  if (!deployment) {
    return { tone: 'idle', word: 'Not deployed', reason: 'No version of it serves predictions.' };
  }
  const { name, status, statusMessage, version } = deployment;
  switch (status) {
    case 'undeployed':
      return { tone: 'idle', word: 'Undeployed', reason: `${name} was taken out of service.` };
    case 'failed':
      return { tone: 'bad', word: 'Failed', reason: statusMessage ?? `${name} can't serve.` };
    case 'deploying':
      return { tone: 'busy', word: 'Deploying', reason: `${name} is about to serve v${version}.` };
    default:
      return driftHealth(deployment, drift);
  }
}

function driftHealth(deployment: Deployment, drift: Drift | undefined): ModelHealth {
  const { version } = deployment;
  const [word, tone]: [string, Tone] = isServedElsewhere(deployment)
    ? [SERVED_ELSEWHERE, 'info']
    : ['Online', 'good'];
  const points = (drift?.points ?? []).filter(point => point.version === version);
  const last = points[points.length - 1];
  if (!drift || !last) {
    return { tone, word, reason: 'No drift has been measured yet.' };
  }
  if (last.driftedColumns.length === 0) {
    return {
      tone: 'good',
      word: 'Healthy',
      reason: `${word}, no drift in ${formatInterval(last.start, drift.interval)}.`,
    };
  }
  const now = formatInterval(last.start, drift.interval);
  const since = driftingSince(points, drift.interval);
  const named = last.driftedColumns.slice(0, MOST_NAMED).join(', ');
  const more = last.driftedColumns.length - MOST_NAMED;
  return {
    tone: 'warning',
    word: 'Drifting',
    reason: `${named}${more > 0 ? ` and ${more} more` : ''} in ${now}${since === now ? '' : `; some drift in every ${intervalName(drift.interval)} since ${since}`}.`,
  };
}

/** The first of the unbroken run of drifted intervals that leads to the last one. */
function driftingSince(points: Drift['points'], interval: ChartInterval): string {
  const lastCalm = points.findLastIndex(point => point.driftedColumns.length === 0);
  return formatInterval(points[lastCalm + 1].start, interval);
}
