/** Those values of `after` that differ from `before`: what has to be sent for one to become the other. */
export function changes<T extends object>(before: T, after: T): Partial<T> {
  const changed = (Object.keys(after) as Array<keyof T>).filter(
    key => JSON.stringify(after[key]) !== JSON.stringify(before[key]),
  );
  return Object.fromEntries(changed.map(key => [key, after[key]])) as Partial<T>;
}
