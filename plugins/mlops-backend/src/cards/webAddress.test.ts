import * as fc from 'fast-check';
import { hostileText } from './__testUtils__/hostileText';
import { safeMarkdown } from './markdown/safeMarkdown';
import { webAddress } from './webAddress';

describe('webAddress', () => {
  it('leaves addresses of the web as they are', () => {
    expect(webAddress('https://git.example:8443/a/b.git?x=1&y=a+b#L-3')).toBe(
      'https://git.example:8443/a/b.git?x=1&y=a+b#L-3',
    );
    expect(webAddress('http://[::1]/a')).toBe('http://[::1]/a');
  });

  it.each([
    undefined,
    '',
    'a/b',
    // eslint-disable-next-line no-script-url -- what has to be refused
    'javascript:alert(1)',
    's3://bucket/key',
    'https://user:secret@host.example/',
  ])('is none for %p', text => {
    expect(webAddress(text)).toBeUndefined();
  });

  it('stands in Markdown as one link to itself', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const url = webAddress(`https://host.example/${text}`)!;
        const html = safeMarkdown.render(`| a |\n| --- |\n| <${url}> |`);
        expect(html.match(/<a href="([^"]*)"/)![1].replace(/&amp;/g, '&')).toBe(url);
        expect(html.match(/<td>/g)).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });
});
