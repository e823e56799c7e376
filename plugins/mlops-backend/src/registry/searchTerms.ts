/** Longer words are found by their beginning. */
const MAX_TERM = 64;

/**
 * The words of texts, each once: letters and digits, in lower case, without accents. Both what is found and what is
 * searched for is told apart by this, the same on every database.
 */
export function searchTerms(...texts: string[]): string[] {
  const words = texts
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  // By code points: half a character is none that a database can hold.
  return [...new Set(words.map(word => [...word].slice(0, MAX_TERM).join('')))];
}

/** All that words begin with, by code points and up to the whole words, each once: what finds a word by its beginning. */
export function prefixesOf(terms: string[]): string[] {
  const prefixes = new Set<string>();
  for (const term of terms) {
    let prefix = '';
    for (const character of term) {
      prefix += character;
      prefixes.add(prefix);
    }
  }
  return [...prefixes];
}
