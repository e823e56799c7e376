/** Longer words are found by their beginning. */
const MAX_TERM = 64;
/** No word that is searched for begins with the greatest code point, so it stands behind all that share a prefix. */
const BEHIND_ALL = '\u{10FFFF}';

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

/** The range of words, compared by code point, that begin with a prefix: from the first on and below the second. */
export function prefixRange(prefix: string): [from: string, below: string] {
  return [prefix, `${prefix}${BEHIND_ALL}`];
}

/** All that words begin with, by code points and up to the whole words, each once. */
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
