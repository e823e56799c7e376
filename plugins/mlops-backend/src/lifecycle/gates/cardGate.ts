import type { CardSectionId } from '@mlops-backstage/plugin-mlops-common';
import { failed, passed } from './Verdict';
import type { Verdict } from './Verdict';

/**
 * Sections of the model card have to have a person's words.
 *
 * @param written - the sections that do, words taken over from an earlier version included
 */
export function cardGate(sections: CardSectionId[], written: ReadonlySet<CardSectionId>): Verdict {
  const missing = sections.filter(section => !written.has(section));
  return missing.length === 0
    ? passed(`The model card has ${sections.join(', ')}`)
    : failed(`The model card lacks ${missing.join(', ')}`);
}
