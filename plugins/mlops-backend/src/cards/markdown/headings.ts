import { linesOf } from './linesOf';
import { blockParser } from './safeMarkdown';

/** A heading of a Markdown text. */
export interface Heading {
  /** 1 to 6. */
  level: number;
  /** Its Markdown. */
  text: string;
  /** Its first line, and the one behind its last, counted from 0. */
  lines: readonly [number, number];
  /** Whether it is underlined rather than marked by `#`. */
  underlined: boolean;
}

/** The headings as the parser sees them: those in code are none. */
export function findHeadings(markdown: string): Heading[] {
  const tokens = blockParser.parse(markdown, {});
  return tokens.flatMap((token, index) =>
    token.type === 'heading_open' && token.map
      ? [
          {
            level: Number(token.tag.slice(1)),
            text: tokens[index + 1].content,
            lines: token.map,
            underlined: !token.markup.startsWith('#'),
          },
        ]
      : [],
  );
}

/** An underlined heading is written anew, in one line: only two levels can be underlined. */
function remark(lines: string[], heading: Heading, level: number): void {
  const [first, end] = heading.lines;
  const mark = '#'.repeat(level);
  if (!heading.underlined) {
    // Nothing that can be in front of a heading (quotations, lists) has this character.
    lines[first] = lines[first].replace(/#+/, mark);
    return;
  }
  const [opening] = heading.text.split('\n');
  const prefix = lines[first].slice(0, lines[first].indexOf(opening));
  const text = heading.text
    .split('\n')
    .map(part => part.trim().replace(/\\$/, ''))
    .join(' ')
    .replace(/(^|\s)(#+)$/, '$1\\$2');
  lines.splice(first, end - first, `${prefix}${mark} ${text}`);
}

/**
 * Moves the headings of a text down so far that the highest one is on the given level or below; how they stand to each
 * other is kept, as far as there are levels.
 *
 * @param top - 1 to 6
 */
export function lowerHeadings(markdown: string, top: number): string {
  const headings = findHeadings(markdown);
  const by = Math.max(0, top - Math.min(...headings.map(heading => heading.level)));
  if (headings.length === 0 || by === 0) {
    return markdown;
  }
  const lines = linesOf(markdown);
  // From below, so that the lines of those above stay where they are.
  for (const heading of headings.reverse()) {
    remark(lines, heading, Math.min(6, heading.level + by));
  }
  return lines.join('\n');
}

/** A text cut at its headings; what is before the first one has no heading. Empty parts are left out. */
export function partsByHeading(markdown: string): Array<{ heading?: string; text: string }> {
  const lines = linesOf(markdown);
  const headings = findHeadings(markdown);
  const parts = [
    { heading: undefined, text: lines.slice(0, headings[0]?.lines[0]) },
    ...headings.map((heading, index) => ({
      heading: heading.text,
      text: lines.slice(heading.lines[1], headings[index + 1]?.lines[0]),
    })),
  ];
  return parts
    .map(part => ({ heading: part.heading, text: part.text.join('\n').trim() }))
    .filter(part => part.text !== '');
}
