/** What a spreadsheet takes for the beginning of a formula, blanks before it and full-width forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** One field of RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvField(value: string | number | undefined): string {
  if (value === undefined) {
    return '';
  }
  const text = String(value);
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  const safe = FORMULA.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of RFC 4180 with its end. */
export function csvLine(values: ReadonlyArray<string | number | undefined>): string {
  return `${values.map(csvField).join(',')}\r\n`;
}
