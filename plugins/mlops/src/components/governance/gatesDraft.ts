import type {
  AlertSeverity,
  CardSectionId,
  Evaluation,
  Gates,
  MetricGate,
} from '@mlops-backstage/plugin-mlops-common';
import { isRef } from '../shared/entityRefs';

type Split = Evaluation['split'];

/** A gate on a metric as it is typed. */
export interface MetricDraft {
  split: Split;
  metric: string;
  atLeast: string;
  atMost: string;
  champion: 'none' | 'higher' | 'lower';
  tolerance: string;
}

/** The gates before a stage as they are typed. */
export interface GatesDraft {
  /** Empty for no approvals. */
  count: string;
  groups: string;
  excludeAuthor: boolean;
  metrics: MetricDraft[];
  evaluations: Split[];
  card: CardSectionId[];
  digest: boolean;
  alerts: AlertSeverity | 'none';
}

export const SPLITS: Split[] = ['train', 'validation', 'test', 'production'];
export const SECTIONS: CardSectionId[] = [
  'model-details',
  'intended-use',
  'factors',
  'metrics',
  'evaluation-data',
  'training-data',
  'quantitative-analyses',
  'ethical-considerations',
  'caveats-and-recommendations',
];

export const EMPTY_METRIC: MetricDraft = {
  split: 'test',
  metric: '',
  atLeast: '',
  atMost: '',
  champion: 'none',
  tolerance: '0',
};

const MOST_APPROVALS = 10;
const MOST_GROUPS = 20;

const textOf = (value: number | undefined) => (value === undefined ? '' : String(value));

export function draftOf(gates: Gates = {}): GatesDraft {
  const { approvals, metrics = [], evaluations = [], card = [], digest = false, alerts } = gates;
  return {
    count: textOf(approvals?.count),
    groups: approvals?.groups.join(', ') ?? '',
    excludeAuthor: approvals?.excludeAuthor ?? false,
    metrics: metrics.map(({ split, metric, atLeast, atMost, champion }) => ({
      split,
      metric,
      atLeast: textOf(atLeast),
      atMost: textOf(atMost),
      champion: champion?.better ?? 'none',
      tolerance: textOf(champion?.tolerance ?? 0),
    })),
    evaluations,
    card,
    digest,
    alerts: alerts ?? 'none',
  };
}

/** A number as people write it, with a point or a comma; undefined for nothing, NaN for no number. */
function numberOf(text: string): number | undefined {
  const written = text.trim().replace(',', '.');
  return written === '' ? undefined : Number(written);
}

const groupsOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(group => (group.includes(':') ? group : `group:default/${group}`));

function approvalsProblem({ count, groups }: GatesDraft): string | undefined {
  const needed = numberOf(count);
  const named = groupsOf(groups);
  if (needed === undefined) {
    return named.length > 0 ? 'Say how many approvals are needed' : undefined;
  }
  if (!Number.isInteger(needed) || needed < 1 || needed > MOST_APPROVALS) {
    return `Approvals are between 1 and ${MOST_APPROVALS}`;
  }
  if (named.length === 0) {
    return 'Say in which group those are who may approve';
  }
  if (named.length > MOST_GROUPS) {
    return `At most ${MOST_GROUPS} groups`;
  }
  const wrong = named.find(group => !isRef(group));
  return wrong && `“${wrong}” is no group: write group:default/name`;
}

function metricProblem(draft: MetricDraft): string | undefined {
  const [least, most, tolerance] = [draft.atLeast, draft.atMost, draft.tolerance].map(numberOf);
  if (draft.metric.trim() === '') {
    return 'Name the metric';
  }
  if ([least, most, tolerance].some(Number.isNaN)) {
    return `${draft.metric}: that is no number`;
  }
  if (least === undefined && most === undefined && draft.champion === 'none') {
    return `${draft.metric}: give a bound, or compare with the champion`;
  }
  if (least !== undefined && most !== undefined && least > most) {
    return `${draft.metric}: no value is at least ${least} and at most ${most}`;
  }
  return (tolerance ?? 0) < 0 ? `${draft.metric}: a tolerance is not negative` : undefined;
}

/** What is wrong with what is typed; undefined when it can be sent. */
export function draftProblem(draft: GatesDraft): string | undefined {
  return approvalsProblem(draft) ?? draft.metrics.map(metricProblem).find(Boolean);
}

function metricGateOf(draft: MetricDraft): MetricGate {
  const [atLeast, atMost] = [numberOf(draft.atLeast), numberOf(draft.atMost)];
  return {
    split: draft.split,
    metric: draft.metric.trim(),
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
    ...(draft.champion !== 'none' && {
      champion: { better: draft.champion, tolerance: numberOf(draft.tolerance) ?? 0 },
    }),
  };
}

/** What is sent; undefined where the draft asks for nothing. */
export function gatesOf(draft: GatesDraft): Gates | undefined {
  const count = numberOf(draft.count);
  const gates: Gates = {
    ...(count !== undefined && {
      approvals: {
        count,
        groups: [...new Set(groupsOf(draft.groups))],
        excludeAuthor: draft.excludeAuthor,
      },
    }),
    ...(draft.metrics.length > 0 && { metrics: draft.metrics.map(metricGateOf) }),
    ...(draft.evaluations.length > 0 && { evaluations: draft.evaluations }),
    ...(draft.card.length > 0 && { card: draft.card }),
    ...(draft.digest && { digest: true }),
    ...(draft.alerts !== 'none' && { alerts: draft.alerts }),
  };
  return Object.keys(gates).length > 0 ? gates : undefined;
}
