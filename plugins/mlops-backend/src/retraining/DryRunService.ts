import type {
  RetrainingDryRun,
  RetrainingDryRunRequest,
} from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../database/columns';
import { neededOf } from './Policy';
import { firingInWords, triggerInWords } from './policyInWords';
import { countInARow } from './triggers/countInARow';
import { CronSchedule } from './triggers/CronSchedule';
import type { TrafficTriggers } from './triggers/TrafficTriggers';

const DAY_MS = 86_400_000;
/** As far as a trigger by time is told back. */
const LOOKBACK_MS = 90 * DAY_MS;
/** As many firings and intervals as a chart shows apart, and a person reads: the last ones. */
const MOST = 2_000;

/** Tells when a trigger would have fired. */
export class DryRunService {
  constructor(private readonly triggers: TrafficTriggers) {}

  /** The trigger has been checked, and the deployment is one of the model. */
  async run(
    { trigger, deployment, cooldownSeconds = 0 }: RetrainingDryRunRequest,
    now: Date = new Date(),
  ): Promise<RetrainingDryRun> {
    const sentence = `${triggerInWords(trigger)}.`;
    let last = -Infinity;
    const mayFire = (at: number) => {
      const may = at - last >= cooldownSeconds * 1000;
      last = may ? at : last;
      return may;
    };
    if (trigger.kind === 'time') {
      const [from, to] = [now.getTime() - LOOKBACK_MS, now.getTime()];
      const due = new CronSchedule(trigger.cron, trigger.timeZone).between(from, to);
      return {
        sentence,
        from: toIsoString(from),
        to: toIsoString(to),
        firings: due
          .filter(mayFire)
          .slice(-MOST)
          .map(at => ({ at: toIsoString(at), reason: 'By time' })),
        intervals: [],
      };
    }
    const examined = await this.triggers.examine(trigger, deployment!, undefined, now.getTime());
    const needed = neededOf(trigger);
    const { firings, intervals } = countInARow({ counted: 0 }, examined, needed, mayFire);
    const shown = intervals.slice(-MOST);
    return {
      sentence,
      from: toIsoString(shown[0]?.start ?? now),
      to: toIsoString(shown[shown.length - 1]?.end ?? now),
      firings: firings.slice(-MOST).map(firing => ({
        at: toIsoString(firing.at),
        reason: firingInWords(trigger, firing),
      })),
      intervals: shown.map(({ start, end, isBeyond, rows, value, counted, columns }) => ({
        start: toIsoString(start),
        end: toIsoString(end),
        isBeyond,
        rows,
        value,
        counted,
        columns,
      })),
      needed,
    };
  }
}
