import * as fc from 'fast-check';
import { findHeadings, lowerHeadings, partsByHeading } from './headings';

describe('lowerHeadings', () => {
  it('keeps how headings stand to each other', () => {
    expect(lowerHeadings('# A\n\ntext\n\n## B\n\n# C', 3)).toBe('### A\n\ntext\n\n#### B\n\n### C');
    expect(lowerHeadings('## A', 3)).toBe('### A');
    expect(lowerHeadings('### A\n\n###### B', 3)).toBe('### A\n\n###### B');
    expect(lowerHeadings('# A\n\n###### B', 3)).toBe('### A\n\n###### B');
  });

  it('leaves what only looks like one', () => {
    const text = '```\n# a\n```\n\n    # b\n\n#c\n\n\\# d';
    expect(lowerHeadings(text, 3)).toBe(text);
  });

  it('writes underlined ones anew', () => {
    expect(lowerHeadings('A\n=\n\nb\n\nC *d*\ne #\n---\nf', 3)).toBe(
      '### A\n\nb\n\n#### C *d* e \\#\nf',
    );
  });

  it('knows line ends of all kinds', () => {
    expect(lowerHeadings('a\r# B\r\nc\n# D', 3)).toBe('a\n### B\nc\n### D');
  });

  it('reaches into quotations and lists', () => {
    expect(lowerHeadings('> # A\n\n- # B\n  text\n\n> C\n> ===\n> d', 3)).toBe(
      '> ### A\n\n- ### B\n  text\n\n> ### C\n> d',
    );
  });

  it('loses no heading and leaves none too high', () => {
    const lines = fc.constantFrom('# a', '## b #', '###### c', 'd', '===', '---', '> # e', '- f');
    const more = fc.constantFrom('```', '', '    # g', '  # h', '1. i', '  ---', '> j', '# #', '#');
    const text = fc.array(fc.oneof(lines, more), { maxLength: 12 }).map(parts => parts.join('\n'));
    fc.assert(
      fc.property(text, markdown => {
        const lowered = findHeadings(lowerHeadings(markdown, 3));
        expect(lowered).toHaveLength(findHeadings(markdown).length);
        expect(lowered.every(heading => heading.level >= 3)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('partsByHeading', () => {
  it('cuts a text at its headings', () => {
    expect(partsByHeading('intro\n\n# Users\n\nplanners\n\nB\n-\n\n# Empty\n# C\nc')).toEqual([
      { heading: undefined, text: 'intro' },
      { heading: 'Users', text: 'planners' },
      { heading: 'C', text: 'c' },
    ]);
    expect(partsByHeading('')).toEqual([]);
  });
});
