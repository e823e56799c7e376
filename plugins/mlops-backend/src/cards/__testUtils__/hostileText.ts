import * as fc from 'fast-check';

/** What Markdown, HTML, tables, JSON or URLs could take for more than text. */
const FRAGMENTS = [
  ...'\\`*_{}[]()<>#+-.!|~&:;"\'/=%^$@\t\n\r',
  '\u2028',
  '\u0085',
  '\0',
  '\u202e',
  '&amp;',
  '&#60;',
  '<script>',
  '</style>',
  '<img src=x onerror=1>',
  '<!--',
  '[a](https://evil.example)',
  '![a](https://evil.example/a.png)',
  '<https://evil.example>',
  '[a]: https://evil.example',
  '\n\n# Heading\n\n',
  '\n---\n',
  '```',
  '~~~',
  '1. ',
  '2) ',
  '- ',
  '> ',
  '    ',
  // eslint-disable-next-line no-script-url -- what has to stay harmless
  'javascript:alert(1)',
  'a',
  'é',
  '😀',
  '0',
  ' ',
];

/** Text made to break out of wherever it is put. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'grapheme', maxLength: 3 })), {
    maxLength: 12,
  })
  .map(parts => parts.join(''));
