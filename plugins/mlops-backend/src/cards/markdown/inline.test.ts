import * as fc from 'fast-check';
import { hostileText } from '../__testUtils__/hostileText';
import { inline } from './inline';
import { safeMarkdown } from './safeMarkdown';
import { table } from './table';

/** What a reader sees of HTML. */
function visible(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

const squeezed = (text: string) =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** The tags of HTML, without their contents. */
const tags = (html: string) => html.match(/<[^>]*>/g)!.join('');

describe('inline', () => {
  it('leaves names readable', () => {
    expect(inline('group:default/flight-operations')).toBe('group:default/flight-operations');
    expect(inline('learning_rate = 0.05')).toBe('learning_rate = 0.05');
    expect(inline('-0.5')).toBe('-0.5');
    expect(inline('- 5')).toBe('\\- 5');
    expect(inline('_a__b_')).toBe('\\_a\\_\\_b\\_');
    expect(inline('2. a\n# b | c')).toBe('2\\. a # b \\| c');
  });

  it('shows exactly the text in a list item', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const html = safeMarkdown.render(`- x: ${inline(text)}`);
        expect(tags(html)).toBe('<ul><li></li></ul>');
        expect(visible(html).trim()).toBe(squeezed(`x: ${text}`));
        const alone = safeMarkdown.render(`- ${inline(text)}`);
        expect(tags(alone)).toBe('<ul><li></li></ul>');
        expect(visible(alone).trim()).toBe(squeezed(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('shows exactly the text in a cell, and no cell comes or goes', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (a, b) => {
        const html = safeMarkdown.render(
          table([{ heading: a }, { heading: b }], [[inline(b), inline(a)]]),
        );
        const cells = [...html.matchAll(/<t[hd]>(.*)<\/t[hd]>/g)].map(match => visible(match[1]));
        expect(cells).toEqual([a, b, b, a].map(squeezed));
        expect(tags(html)).toBe(
          '<table><thead><tr><th></th><th></th></tr></thead>' +
            '<tbody><tr><td></td><td></td></tr></tbody></table>',
        );
      }),
      { numRuns: 2000 },
    );
  });
});
