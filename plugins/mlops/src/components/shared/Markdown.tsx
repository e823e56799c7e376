import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import styles from './Markdown.module.css';

type Components = NonNullable<Parameters<typeof ReactMarkdown>[0]['components']>;

/** Headings of a text go below the heading that the text stands under. */
const COMPONENTS: Components = {
  h1: 'h4',
  h2: 'h5',
  h3: 'h6',
  h4: 'h6',
  h5: 'h6',
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  // An image would tell its server who reads the text.
  img: ({ alt }) => (
    <span className={styles.image}>[Image not shown: {alt || 'no description'}]</span>
  ),
  table: ({ children }) => (
    <div className={styles.wide}>
      <table>{children}</table>
    </div>
  ),
};

/** A text that a person or a pipeline wrote in Markdown. HTML in it is shown as text, and images aren't loaded. */
export function Markdown({ text }: { text: string }) {
  return (
    <ReactMarkdown className={styles.text} remarkPlugins={[remarkGfm]} components={COMPONENTS}>
      {text}
    </ReactMarkdown>
  );
}
