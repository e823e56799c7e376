import type { Card, CardSectionId } from '@mlops-backstage/plugin-mlops-common';
import { partsByHeading } from '../markdown/headings';

const isOfUsers = (heading: string | undefined) => /\busers?\b/i.test(heading ?? '');

/**
 * What people wrote on the card, where CycloneDX looks for it. Of the intended use, what is below a heading that names
 * users is about users, the rest about use cases.
 */
export function considerations(card: Card): object {
  const written = (id: CardSectionId) =>
    card.sections.find(section => section.id === id)?.written ?? '';
  const intended = partsByHeading(written('intended-use'));
  const said = ({ heading, text }: { heading?: string; text: string }) =>
    heading === undefined ? text : `${heading}: ${text}`;
  const ethical = written('ethical-considerations');
  const caveats = written('caveats-and-recommendations');
  return {
    users: intended.filter(part => isOfUsers(part.heading)).map(part => part.text),
    useCases: intended.filter(part => !isOfUsers(part.heading)).map(said),
    technicalLimitations: caveats ? [caveats] : [],
    ethicalConsiderations: ethical ? [{ name: ethical }] : [],
  };
}
