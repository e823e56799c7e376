import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { hostileText } from './__testUtils__/hostileText';
import { documentOf, hostileSubject, minimalSubject, richSubject } from './__testUtils__/subjects';
import { findHeadings } from './markdown/headings';
import { safeMarkdown } from './markdown/safeMarkdown';
import { renderMarkdown } from './renderMarkdown';

const golden = readFileSync(resolve(__dirname, '__testUtils__/card.golden.md'), 'utf8');
const texts = {
  'intended-use': '# Use\n\nPlanning of gates.\n\n## Users\n\n- planners',
  factors: 'Only **New York** was looked at.\n\n```\nleft open',
};

describe('renderMarkdown', () => {
  it('makes the document that is in card.golden.md', () => {
    expect(renderMarkdown(documentOf(richSubject, texts, 2))).toBe(golden);
  });

  it('says what nobody knows of a version with nothing but an artifact', () => {
    const markdown = renderMarkdown(documentOf(minimalSubject));
    expect(markdown).toContain('The registry has no evaluation of this version.');
    expect(markdown).toContain('No training data was named.');
    expect(markdown.match(/Nobody has written this section yet\./g)).toHaveLength(4);
    expect(markdown).not.toMatch(/undefined|null|NaN/);
  });

  it('keeps its headings whatever is written', () => {
    const expected = documentOf(richSubject).card.sections.map(section => section.title);
    fc.assert(
      fc.property(hostileText, text => {
        const written = { 'model-details': text, factors: text, metrics: text };
        const headings = findHeadings(renderMarkdown(documentOf(richSubject, written)));
        const sections = headings.filter(heading => heading.level === 2);
        expect(sections.map(heading => heading.text)).toEqual(expected);
        expect(headings.filter(heading => heading.level === 1)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('links to nothing but addresses of the source, whatever the registry was told', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const html = safeMarkdown.render(renderMarkdown(documentOf(hostileSubject(text))));
        const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(match => match[1]);
        expect(links.filter(link => !link.startsWith('https://ci.example/'))).toEqual([]);
        expect(links.length).toBeLessThanOrEqual(2);
        expect(html).not.toMatch(/<(script|img|style|em|strong|code|blockquote|hr)/);
      }),
      { numRuns: 300 },
    );
  });
});
