import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import styles from './ModelsPage.module.css';

const SHOWN = 3;

/** The first tags of a model; the others on hover and focus. */
export function Tags({ tags }: { tags: readonly string[] }) {
  const others = tags.slice(SHOWN);
  if (tags.length === 0) {
    return null;
  }
  return (
    <span className={styles.tags}>
      {tags.slice(0, SHOWN).map(tag => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
      {others.length > 0 && (
        <TooltipTrigger delay={200}>
          <Focusable>
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <span className={styles.secondary} tabIndex={0}>
              +{others.length} more
            </span>
          </Focusable>
          <Tooltip>{others.join(', ')}</Tooltip>
        </TooltipTrigger>
      )}
    </span>
  );
}
