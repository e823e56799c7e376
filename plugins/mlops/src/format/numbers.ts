const count = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A whole number with thousands separators: `70,000`. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** A number for an axis: `7.5K`, `0.25`. */
export function formatCompact(value: number): string {
  return Math.abs(value) < 1000 ? String(Number(value.toPrecision(3))) : compact.format(value);
}

/** A measured number: three decimals up to 10, fewer above, so that about four digits remain. */
export function formatMeasure(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.0005) {
    return value.toExponential(1);
  }
  let digits = 3;
  if (size >= 1000) {
    digits = 0;
  } else if (size >= 10) {
    digits = 1;
  }
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A fraction as a percentage: 0.2874 -> `28.7 %`. */
export function formatPercent(fraction: number, digits = 1): string {
  return `${(fraction * 100).toFixed(digits)} %`;
}

/** Milliseconds with a unit that keeps them readable: `420 µs`, `1.85 ms`, `12.4 ms`, `2.1 s`. */
export function formatLatency(milliseconds: number): string {
  if (milliseconds < 1) {
    return `${Math.round(milliseconds * 1000)} µs`;
  }
  if (milliseconds < 1000) {
    return `${Number(milliseconds.toPrecision(3))} ms`;
  }
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Bytes in decimal units: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1);
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${BYTE_UNITS[step]}`;
}

/** `1 row`, `2 rows`, `70,000 rows`. */
export function formatQuantity(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** How many there are; not exact where the counting stopped at `value`. */
export interface Count {
  value: number;
  isExact: boolean;
}

/** `7`, `1,000`, `more than 1,000`. */
export function formatAmount({ value, isExact }: Count): string {
  return `${isExact ? '' : 'more than '}${formatCount(value)}`;
}
