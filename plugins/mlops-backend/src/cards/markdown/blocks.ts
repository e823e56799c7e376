import { linesOf } from './linesOf';

/** Blocks of Markdown one below the other; what is missing is left out. */
export function blocks(...parts: ReadonlyArray<string | undefined | false>): string {
  return parts.filter(Boolean).join('\n\n');
}

/** Markdown as a quotation: whatever is left open in it (a fence, a comment) ends with it. */
export function quote(markdown: string): string {
  return (
    linesOf(markdown)
      // Behind the mark a tab would reach less far than at the start of a line.
      .map(line => line.replace(/^\t+/, tabs => '    '.repeat(tabs.length)))
      .map(line => (line === '' ? '>' : `> ${line}`))
      .join('\n')
  );
}
