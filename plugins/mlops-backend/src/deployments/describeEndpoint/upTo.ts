/**
 * A pattern of the decimal digits of the integers from 0 to a limit; leading zeros make them no longer than that.
 *
 * @param limit - of at least two digits
 */
export function upTo(limit: string): string {
  const smaller = [...limit].flatMap((digit, i) =>
    digit === '0'
      ? []
      : [`${limit.slice(0, i)}[0-${Number(digit) - 1}][0-9]{${limit.length - i - 1}}`],
  );
  return `(?:[0-9]{1,${limit.length - 1}}|${[...smaller, limit].join('|')})`;
}
