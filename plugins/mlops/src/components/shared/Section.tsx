import { Box } from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page: a surface with a heading. */
export function Section({ title, actions, children }: SectionProps) {
  const titleId = useId();
  return (
    <Box bg="neutral" className={styles.section}>
      <section className={styles.content} aria-labelledby={titleId}>
        <header className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {actions}
        </header>
        {children}
      </section>
    </Box>
  );
}

/** Parts side by side where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>;
}

/** Parts one below another. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
