/** A field that differs, with its values as they are shown. */
export interface FieldChange {
  field: string;
  change: 'added' | 'removed' | 'changed';
  before?: string;
  after?: string;
}

/** JSON with sorted keys: the same for values that say the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

const shown = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : JSON.stringify(value);

/** The fields in which two states differ, by name; nested values are shown as JSON. */
export function diffOf(before: object = {}, after: object = {}): FieldChange[] {
  const old = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((field): FieldChange[] => {
    if (!old.has(field)) {
      return [{ field, change: 'added', after: shown(now.get(field)) }];
    }
    if (!now.has(field)) {
      return [{ field, change: 'removed', before: shown(old.get(field)) }];
    }
    const values = { before: old.get(field), after: now.get(field) };
    return canonical(values.before) === canonical(values.after)
      ? []
      : [{ field, change: 'changed', before: shown(values.before), after: shown(values.after) }];
  });
}
