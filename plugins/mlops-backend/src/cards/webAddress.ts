const encode = (character: string) =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Encodes what a URL may not have, or what means something to Markdown. */
const encoded = (part: string) =>
  part.replace(/%(?![0-9A-Fa-f]{2})/g, '%25').replace(/[^A-Za-z0-9\-._~:/?@!$&()+,;=%]/g, encode);

/**
 * An address of the web in a form that stands in Markdown, HTML and CycloneDX as it is.
 *
 * @returns undefined for what is no `http:` or `https:` URL, or has credentials
 */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) {
    return undefined;
  }
  const fragment = url.hash && `#${encoded(url.hash.slice(1))}`;
  return `${url.origin}${encoded(url.pathname + url.search)}${fragment}`;
}
