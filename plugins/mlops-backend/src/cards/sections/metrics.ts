import type { CardSubject } from '../CardSubject';
import { evaluationsOf } from '../evaluationsOf';
import { formatFigure } from '../figures';
import { blocks } from '../markdown/blocks';
import { inline } from '../markdown/inline';
import { table } from '../markdown/table';
import type { CardSectionDefinition } from './CardSectionDefinition';
import { metricMeaning } from './metricMeanings';
import { metricNames } from './metricNames';

function thresholds(subject: CardSubject): string | undefined {
  const lines = evaluationsOf(subject).flatMap(({ split, threshold }) =>
    threshold === undefined
      ? []
      : [`- ${split}: scores from ${formatFigure(threshold)} on count as the positive class`],
  );
  return lines.length === 0 ? undefined : blocks('Decision thresholds:', lines.join('\n'));
}

function undefinedMetrics(subject: CardSubject): string | undefined {
  const lines = evaluationsOf(subject).flatMap(({ split, undefinedMetrics: missing = [] }) =>
    missing.map(({ name, reason }) => `- ${inline(name)} (${split}): ${inline(reason)}`),
  );
  return lines.length === 0
    ? undefined
    : blocks('Metrics that the data does not define:', lines.join('\n'));
}

/** What is measured, and what it means. */
export const metrics: CardSectionDefinition = {
  id: 'metrics',
  title: 'Metrics',
  guidance:
    'Why these metrics and thresholds were chosen, what a mistake of each kind costs, and how sure the figures are.',
  needsPerson: false,
  generate(subject) {
    const names = metricNames(subject);
    if (names.length === 0) {
      return 'The registry has no evaluation of this version.';
    }
    const rows = names.map(name => {
      const meaning = metricMeaning(name);
      return meaning
        ? [inline(name), inline(`${meaning.title}: ${meaning.meaning}`), meaning.better]
        : [inline(name), 'not known to the registry', '–'];
    });
    const columns = ['Metric', 'Meaning', 'Better'].map(heading => ({ heading }));
    return blocks(table(columns, rows), thresholds(subject), undefinedMetrics(subject));
  },
};
