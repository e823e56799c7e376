import type { CardSection } from '@mlops-backstage/plugin-mlops-common';
import type { CardDocument } from './CardSubject';
import { formatDay } from './figures';
import { blocks, quote } from './markdown/blocks';
import { lowerHeadings } from './markdown/headings';
import { inline } from './markdown/inline';

/** Headings of what people wrote begin below those of the sections. */
export const TOP_WRITTEN_LEVEL = 3;

/** Who wrote the words of a section, as plain text. */
export function attribution(section: CardSection, { writers }: CardDocument): string {
  const writer = writers[section.id];
  const who = writer ? `Written by ${writer.by} on ${formatDay(writer.at)}` : 'Written';
  return section.carriedOverFrom === undefined
    ? who
    : `${who} for version ${section.carriedOverFrom}, and taken over from there`;
}

/** What a reader has to know of the card itself, as plain text. */
export function cardFacts({ card, subject: { version } }: CardDocument): Array<[string, string]> {
  const missing = card.sections.filter(({ needsPerson, written }) => needsPerson && !written);
  return [
    ['Registered', `${formatDay(version.createdAt)} by ${version.createdBy}`],
    ['Digest', version.digest],
    [
      'Written part',
      card.writtenBy === undefined || card.writtenAt === undefined
        ? 'nobody wrote for this version yet'
        : `revision ${card.revision}, ${formatDay(card.writtenAt)} by ${card.writtenBy}`,
    ],
    [
      'Completeness',
      missing.length === 0
        ? 'complete'
        : `words are missing for ${missing.map(({ title }) => title).join(', ')}`,
    ],
  ];
}

/** Said of a section that needs a person's words and has none. */
export const UNWRITTEN = 'Nobody has written this section yet.';

function renderSection(section: CardSection, document: CardDocument): string {
  const written = section.written
    ? blocks(
        `${inline(attribution(section, document))}:`,
        quote(lowerHeadings(section.written, TOP_WRITTEN_LEVEL)),
      )
    : section.needsPerson && UNWRITTEN;
  return blocks(`## ${section.title}`, section.generated, written);
}

/** The card as one Markdown document. */
export function renderMarkdown(document: CardDocument): string {
  const { card } = document;
  const facts = cardFacts(document).map(([name, value]) => `- ${name}: ${inline(value)}`);
  return `${blocks(
    `# Model card: ${inline(card.model)}, version ${card.version}`,
    facts.join('\n'),
    ...card.sections.map(section => renderSection(section, document)),
  )}\n`;
}
