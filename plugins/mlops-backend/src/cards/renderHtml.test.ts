import * as fc from 'fast-check';
import { hostileText } from './__testUtils__/hostileText';
import { documentOf, hostileSubject, richSubject } from './__testUtils__/subjects';
import { renderHtml } from './renderHtml';

const written = (text: string) => renderHtml(documentOf(richSubject, { factors: text }));

describe('renderHtml', () => {
  it('stands alone: nothing is loaded, nothing runs', () => {
    const html = renderHtml(documentOf(richSubject));
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    );
    expect(html).toContain('@top-right { content: "flight-delay-risk@3"');
    expect(html).toContain('<dt>Registered</dt><dd>2026-11-02 by user:default/ada</dd>');
    expect(html).not.toMatch(/<(script|img|link|iframe|object|form)|url\(|@import/);
  });

  it('says who wrote, below what the registry knows', () => {
    const html = renderHtml(documentOf(richSubject, { factors: 'Only **New York**.' }, 2));
    expect(html).toContain(
      '<p class="attribution">Written by user:default/grace on 2026-11-03 for version 2, and taken over from there</p>\n' +
        '<p>Only <strong>New York</strong>.</p>',
    );
    expect(html.match(/Nobody has written this section yet/g)).toHaveLength(3);
  });

  it('opens links to the web without telling where from, and no others', () => {
    expect(written('[a](https://a.example)')).toContain(
      '<a href="https://a.example" rel="noopener noreferrer">a</a>',
    );
    const html = written('[a](javascript:alert(1)) [b](/api/x) [c](data:text/html,x)');
    expect(html).toContain('<p>[a](javascript:alert(1)) [b](/api/x) [c](data:text/html,x)</p>');
  });

  it('shows no images and no HTML of people', () => {
    const html = written('![a](https://a.example/a.png) <img src="x"> <b>c</b>');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;b&gt;c&lt;/b&gt;');
  });

  it('lets no section reach into the next', () => {
    const html = renderHtml(
      documentOf(richSubject, { factors: '```\nopen\n\n[x]: https://a.example', metrics: '[x]' }),
    );
    expect(html).toContain('<p>[x]</p>');
    expect(html.match(/<h2 /g)).toHaveLength(9);
  });

  it('keeps its structure whatever the registry was told', () => {
    const allowed =
      /^<\/?(html|head|meta|title|style|body|header|main|footer|section|div|dl|dt|dd|h[1-6]|p|a|ul|li|table|thead|tbody|tr|th|td)\b/;
    fc.assert(
      fc.property(hostileText, text => {
        const html = renderHtml(documentOf(hostileSubject(text)));
        const body = html.slice(html.indexOf('<html'));
        const tags = body.match(/<[^>]*>/g)!;
        expect(tags.filter(tag => !allowed.test(tag))).toEqual([]);
        expect(body.match(/<style>/g)).toHaveLength(1);
        expect(body.match(/<h2 /g)).toHaveLength(9);
      }),
      { numRuns: 300 },
    );
  });
});
