import { blocks } from '../markdown/blocks';
import { inline } from '../markdown/inline';
import type { CardSectionDefinition } from './CardSectionDefinition';
import { problemTypes } from './problemTypes';

/** More classes than these aren't read one by one. */
const MAX_CLASSES = 20;

function classesOf(classes: string[] = [], positiveClass?: string): string | undefined {
  if (classes.length === 0) {
    return undefined;
  }
  const shown = classes.slice(0, MAX_CLASSES).map(inline).join(', ');
  const rest = classes.length - MAX_CLASSES;
  const positive =
    positiveClass === undefined ? '' : `; the positive one is ${inline(positiveClass)}`;
  return `Classes: ${shown}${rest > 0 ? ` and ${rest} more` : ''}${positive}.`;
}

/** What the model is for. */
export const intendedUse: CardSectionDefinition = {
  id: 'intended-use',
  title: 'Intended use',
  guidance:
    'What the model is meant to be used for, by whom, and what it must not be used for. Put the users under a ' +
    'heading "Users" and the rest under headings of its own: the bill of materials tells them apart.',
  needsPerson: true,
  generate({ model, version: { prediction } }) {
    return blocks(
      `The model ${problemTypes[model.problemType].does}.`,
      classesOf(prediction.classes, prediction.positiveClass),
    );
  },
};
