import type { CardSection } from '@mlops-backstage/plugin-mlops-common';
import type { CardDocument } from './CardSubject';
import { cardStyle } from './cardStyle';
import { lowerHeadings } from './markdown/headings';
import { escapeHtml, safeMarkdown } from './markdown/safeMarkdown';
import { attribution, cardFacts, TOP_WRITTEN_LEVEL, UNWRITTEN } from './renderMarkdown';

function renderSection(section: CardSection, document: CardDocument): string {
  const { id, title, generated, written, needsPerson } = section;
  // Each text is rendered for itself: a fence left open, or an address defined, in one of them is nothing to the next.
  const words = written
    ? `<div class="written">
<p class="attribution">${escapeHtml(attribution(section, document))}</p>
${safeMarkdown.render(lowerHeadings(written, TOP_WRITTEN_LEVEL))}</div>`
    : needsPerson && `<p class="unwritten">${UNWRITTEN}</p>`;
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(title)}</h2>
${safeMarkdown.render(generated)}${words || ''}
</section>`;
}

/** The card as an HTML document that needs nothing else, runs nothing and loads nothing; laid out for A4. */
export function renderHtml(document: CardDocument): string {
  const { card } = document;
  const name = `${card.model}, version ${card.version}`;
  const facts = cardFacts(document).map(
    ([term, value]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Model card: ${escapeHtml(name)}</title>
<style>${cardStyle(`${card.model}@${card.version}`)}</style>
</head>
<body>
<header>
<h1>Model card: ${escapeHtml(name)}</h1>
<dl>
${facts.join('\n')}
</dl>
</header>
<main>
${card.sections.map(section => renderSection(section, document)).join('\n')}
</main>
<footer>${escapeHtml(name)} · ${escapeHtml(document.subject.version.digest)} · sections by Mitchell et al., Model
Cards for Model Reporting (2019)</footer>
</body>
</html>
`;
}
