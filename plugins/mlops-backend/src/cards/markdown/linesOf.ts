/** The lines of a Markdown text, as its parser counts them: all line ends are alike. */
export function linesOf(markdown: string): string[] {
  return markdown.split(/\r\n?|\n/);
}
