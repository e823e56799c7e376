import type { CardSectionId } from '@mlops-backstage/plugin-mlops-common';
import type { CardSubject } from '../CardSubject';

/** A section of the card. */
export interface CardSectionDefinition {
  id: CardSectionId;
  title: string;
  /** What a person is asked to say, in plain text. */
  guidance: string;
  /** Whether the card is incomplete without a person's words: the registry can't know them. */
  needsPerson: boolean;
  /** Markdown of what the registry knows, headings from the third level on; may be empty. */
  generate(subject: CardSubject): string;
}
