import { CopyButton } from '../shared/CopyButton';
import styles from './Performance.module.css';

/** A command for a shell, to be copied. */
export function Command({ title, text }: { title: string; text: string }) {
  return (
    <div className={styles.command}>
      <div className={styles.commandBar}>
        {title}
        <CopyButton text={text} label="Copy the command" />
      </div>
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
