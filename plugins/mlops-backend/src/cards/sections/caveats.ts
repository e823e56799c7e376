import { blocks } from '../markdown/blocks';
import { inline } from '../markdown/inline';
import type { CardSubject } from '../CardSubject';
import type { CardSectionDefinition } from './CardSectionDefinition';

/** What the registry notices to be missing, one sentence each. */
function gaps({ version, evaluations }: CardSubject): string[] {
  return [
    ...(evaluations.some(({ split }) => split === 'test')
      ? []
      : ['There is no evaluation on a test split.']),
    ...(version.datasets.some(({ role }) => role === 'training')
      ? []
      : ['The training data is not named.']),
    ...(version.hasReference ? [] : ["Without reference data, drift can't be measured."]),
    ...version.unservableOutputs.map(
      ({ name, reason, remedy }) =>
        `The output ${inline(name)} can't be served: ${inline(reason)} ${inline(remedy)}`,
    ),
  ];
}

/** What a reader has to keep in mind. */
export const caveats: CardSectionDefinition = {
  id: 'caveats-and-recommendations',
  title: 'Caveats and recommendations',
  guidance:
    'Known weaknesses, what was not tested, what to watch in production, and what you would advise who uses the model.',
  needsPerson: true,
  generate(subject) {
    const found = gaps(subject).map(sentence => `- ${sentence}`);
    return found.length === 0 ? '' : blocks('The registry notices:', found.join('\n'));
  },
};
