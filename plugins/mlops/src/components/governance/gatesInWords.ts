import { parseEntityRef } from '@backstage/catalog-model';
import type { Gates, MetricGate } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatQuantity } from '../../format/numbers';

const list = new Intl.ListFormat('en');
const either = new Intl.ListFormat('en', { type: 'disjunction' });

/** `model-details` -> `model details`. */
export const sectionName = (section: string) => section.replaceAll('-', ' ');

function approvalsInWords({ count, groups, excludeAuthor }: NonNullable<Gates['approvals']>) {
  const names = either.format(groups.map(group => parseEntityRef(group).name));
  const exception = excludeAuthor ? ', but not by who registered the version' : '';
  return `${formatQuantity(count, 'approval')} by ${names}${exception}`;
}

function metricInWords({ split, metric, atLeast, atMost, champion }: MetricGate): string {
  const bounds = [
    atLeast !== undefined && `at least ${atLeast}`,
    atMost !== undefined && `at most ${atMost}`,
    champion && championInWords(champion),
  ].filter(Boolean) as string[];
  return `${metricName(metric)} on the ${split} data ${list.format(bounds)}`;
}

function championInWords({ better, tolerance }: NonNullable<MetricGate['champion']>): string {
  const limit = tolerance > 0 ? `no more than ${tolerance} worse` : 'not worse';
  return `${limit} than the champion’s (${better} is better)`;
}

/** What gates ask for, one sentence each. */
export function gatesInWords(gates: Gates): string[] {
  const { approvals, metrics = [], evaluations = [], card = [], digest, alerts } = gates;
  return [
    ...(approvals ? [approvalsInWords(approvals)] : []),
    ...metrics.map(metricInWords),
    ...(evaluations.length > 0 ? [`An evaluation on the ${list.format(evaluations)} data`] : []),
    ...(card.length > 0
      ? [`Written sections of the model card: ${list.format(card.map(sectionName))}`]
      : []),
    ...(digest ? ['The stored artifact still has its digest'] : []),
    ...(alerts
      ? [alerts === 'info' ? 'No open alert' : `No open alert of severity ${alerts} or higher`]
      : []),
  ];
}
