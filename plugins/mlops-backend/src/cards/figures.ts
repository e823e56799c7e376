const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const figures = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** A count with thousands set apart: `15,240`. */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** A measured number with the digits that matter to a reader: four of them, all before the point. */
export function formatFigure(value: number): string {
  const size = Math.abs(value);
  if (size === 0) {
    return '0';
  }
  if (size < 1e-4 || size >= 1e15) {
    return value.toExponential(2);
  }
  return size >= 1000 ? counts.format(value) : figures.format(value);
}

/** A share of a whole in percent, such as `16.8%`; a dash for a share of nothing. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;
}

/** The UTC day of a time in ISO 8601; other text as it is. */
export function formatDay(time: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(time) || Number.isNaN(Date.parse(time))) {
    return time;
  }
  return new Date(time).toISOString().slice(0, 10);
}
