import type { Card, CardSection, CardSectionId } from '@mlops-backstage/plugin-mlops-common';

const isWritten = ({ written }: CardSection) => written.trim() !== '';

/** How far a card is written: `3 of 4 sections that need a person are written`. */
export function completenessInWords({ sections }: Pick<Card, 'sections'>): string {
  const needed = sections.filter(({ needsPerson }) => needsPerson);
  const written = needed.filter(isWritten);
  if (needed.length === 0) {
    return 'No section needs a person';
  }
  return `${written.length} of ${needed.length} sections that need a person are written`;
}

/** What a section lacks or has of a person's words. */
export function stateInWords(section: CardSection): string {
  if (isWritten(section)) {
    return section.carriedOverFrom === undefined
      ? 'Written'
      : `Carried over from version ${section.carriedOverFrom}`;
  }
  return section.needsPerson ? 'Not written yet: needs a person' : 'Nothing added';
}

/** Whether a person still has to write here. */
export const isLacking = (section: CardSection): boolean =>
  section.needsPerson && !isWritten(section);

/** The titles of some sections, in the order of the card. */
export function titlesOf(ids: readonly CardSectionId[], { sections }: Pick<Card, 'sections'>) {
  return sections.filter(({ id }) => ids.includes(id)).map(({ title }) => title);
}
