/** The object that a text stored as JSON is. What is stored may have been tampered with: then it is none. */
export function objectOf(text: string | null): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text ?? 'null');
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
