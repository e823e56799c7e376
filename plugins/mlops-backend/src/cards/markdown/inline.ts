/** Characters that turn the direction of what follows, by which one text can pass for another. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text as one line of Markdown that shows exactly this text: no markup, link, HTML or character reference of it comes
 * to be, in a paragraph, a list item or a cell of a table. White space and control characters become single spaces.
 */
export function inline(text: string): string {
  return (
    text
      .replace(DIRECTION, '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .replace(/[\\`*[\]<>|~&]/g, '\\$&')
      // Between letters and digits an underscore means nothing: the names of columns stay readable.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
      // What would begin a heading or a list does so at the start only, and numbers such as -0.5 begin neither.
      .replace(/^(?:[#=]|[-+](?![0-9A-Za-z]))/, '\\$&')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
  );
}
