import type { AlertRuleDefinition, AlertRulePreview } from '@mlops-backstage/plugin-mlops-common';
import { checkRule, completeRule } from './AlertRule';
import type { CompleteRule } from './AlertRule';
import { isJudged } from './judge/judgeIntervals';
import type { Observations, WatchedTraffic } from './Observations';
import { evidenceOf } from './RuleOutcome';
import type { WatchedDeployment } from './RuleEvaluator';
import { ruleInWords } from './ruleInWords';
import { advanceAll, NO_PROGRESS } from './RuleProgress';

type PreviewOfDeployment = AlertRulePreview['deployments'][number];
type Firing = PreviewOfDeployment['firings'][number];

const PAST_MS = 30 * 24 * 3_600_000;

const iso = (time: number) => new Date(time).toISOString();

/** Tells what a rule would have done, by the same steps that it is looked at by. */
export class RulePreview {
  constructor(
    private readonly observations: Observations,
    private readonly traffic: Pick<WatchedTraffic, 'extent' | 'settled'>,
    private readonly deployments: () => Promise<WatchedDeployment[]>,
  ) {}

  /**
   * Over the last 30 days of each deployment's traffic, whenever that was.
   *
   * @throws `InputError` for a rule that makes no sense
   */
  async of(
    model: string,
    definition: AlertRuleDefinition,
    now: number = Date.now(),
  ): Promise<AlertRulePreview> {
    const rule = completeRule(checkRule(definition, 'definition'));
    const previews: PreviewOfDeployment[] = [];
    for (const deployment of await this.deployments()) {
      const isMeant = rule.deployment === undefined || rule.deployment === deployment.name;
      if (deployment.model === model && isMeant) {
        previews.push(await this.ofDeployment(deployment.name, rule, now));
      }
    }
    return {
      sentence: ruleInWords(rule),
      firings: previews.reduce((sum, { firings }) => sum + firings.length, 0),
      deployments: previews,
    };
  }

  private async ofDeployment(
    deployment: string,
    rule: CompleteRule,
    now: number,
  ): Promise<PreviewOfDeployment> {
    const extent = await this.traffic.extent(deployment, undefined);
    if (!extent) {
      return { deployment, judged: 0, passedOver: 0, firings: [] };
    }
    const from = Math.max(extent.first, extent.last - PAST_MS);
    const range = { deployment, from: iso(from), to: iso(extent.last) };
    if (rule.condition.silence) {
      const silentMs = rule.condition.silence.seconds * 1_000;
      return { ...range, ...(await this.silences(deployment, from, silentMs, now)) };
    }
    const [intervals] = await this.observations.judge(
      deployment,
      rule.interval,
      [{ rule, after: from }],
      now,
    );
    const firings: Firing[] = [];
    let isRaised = false;
    let evidence: PreviewOfDeployment['evidence'];
    await advanceAll(rule, NO_PROGRESS, intervals, ({ start }, progress) => {
      evidence = evidenceOf(rule, progress) ?? evidence;
      if (!isRaised && progress.isRaised) {
        firings.push({ raisedFor: iso(start) });
      } else if (isRaised && !progress.isRaised) {
        firings[firings.length - 1].overFor = iso(start);
      }
      isRaised = progress.isRaised;
    });
    const judged = intervals.filter(isJudged).length;
    return {
      ...range,
      judged,
      passedOver: intervals.length - judged,
      firings,
      ...(evidence && { evidence }),
    };
  }

  /** Gaps between hours that had requests. What came when by the clock isn't kept. */
  private async silences(
    deployment: string,
    from: number,
    silentMs: number,
    now: number,
  ): Promise<Pick<PreviewOfDeployment, 'judged' | 'passedOver' | 'firings'>> {
    const hours = await this.traffic.settled(
      deployment,
      { after: from, before: now },
      'hour',
      now,
      'traffic',
    );
    const firings: Firing[] = [];
    for (const [index, { start }] of hours.entries()) {
      const before = hours[index - 1];
      if (before && start - before.end >= silentMs) {
        firings.push({ raisedFor: iso(before.end + silentMs), overFor: iso(start) });
      }
    }
    return { judged: new Set(hours.map(({ start }) => start)).size, passedOver: 0, firings };
  }
}
