import MarkdownIt from 'markdown-it';

/** Where a link may lead: relative ones would lead nowhere from a saved file. */
const ALLOWED_LINK = /^(https?:|mailto:|#)/i;

function createParser(): MarkdownIt {
  const parser = new MarkdownIt({ html: false, linkify: false }).disable('image');
  parser.validateLink = url => ALLOWED_LINK.test(url.trim());
  return parser;
}

/** Markdown to HTML, for text that anybody may have written: no HTML, no images, links to the web only. */
export const safeMarkdown = createParser();

safeMarkdown.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index].attrSet('rel', 'noopener noreferrer');
  return renderer.renderToken(tokens, index, options);
};

/** Finds the same blocks, but doesn't look into their text, which takes most of the time. */
export const blockParser = createParser().disable(['inline', 'text_join']);

/** For text, not Markdown. */
export const escapeHtml = safeMarkdown.utils.escapeHtml;
