const LONGEST_KEY = 200;

/** What tells an alert that a person raises from others: the same sentence is the same alert. */
export function alertKey(summary: string): string {
  const words = summary
    .toLocaleLowerCase('en-US')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('-');
  return [...`manual:${words}`].slice(0, LONGEST_KEY).join('');
}
