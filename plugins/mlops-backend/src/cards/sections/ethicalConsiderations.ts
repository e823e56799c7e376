import type { CardSectionDefinition } from './CardSectionDefinition';

/** What nothing but people can know. */
export const ethicalConsiderations: CardSectionDefinition = {
  id: 'ethical-considerations',
  title: 'Ethical considerations',
  guidance:
    'Whether the model uses personal or sensitive data, what its decisions mean to people, who could be harmed and ' +
    'how, and what is done against it.',
  needsPerson: true,
  generate: () => '',
};
