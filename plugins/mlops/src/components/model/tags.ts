const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;
const ALIAS = /^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/;
const LONGEST = 63;
const MOST_TAGS = 50;

/** The tags of a text in which commas or spaces stand between them, each once. */
export function parseTags(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(tag => tag !== ''))];
}

/** What is wrong with some tags. */
export function tagProblem(tags: readonly string[]): string | undefined {
  const wrong = tags.find(tag => !TAG.test(tag) || tag.length > LONGEST);
  if (wrong !== undefined) {
    return `“${wrong}” can't be a tag: small letters, digits, + and #, with single hyphens between.`;
  }
  return tags.length > MOST_TAGS ? `At most ${MOST_TAGS} tags.` : undefined;
}

/** What is wrong with an alias. */
export function aliasProblem(alias: string): string | undefined {
  return ALIAS.test(alias) && alias.length <= LONGEST
    ? undefined
    : 'Begins with a small letter; small letters and digits, with single - _ . between.';
}
