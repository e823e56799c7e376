/** Names kept; there are few, since they are those of models and what models have. */
const MAX_KEPT = 1_000;

const quoted = new Map<string, string>();

/** The JSON text of a model's name, version or output, which is the same in each of its answers. */
export function quoteName(name: string): string {
  const known = quoted.get(name);
  if (known !== undefined) return known;
  if (quoted.size >= MAX_KEPT) quoted.clear();
  const text = JSON.stringify(name);
  quoted.set(name, text);
  return text;
}
