import type { PropsWithChildren } from 'react';
import { QueryRoot } from '../../queries/QueryRoot';
import { paletteClass } from '../charts/palette';
import styles from './MlopsRoot.module.css';

/** Stands at the root of every extension: what it reads with, and the colours it draws in. */
export function MlopsRoot({ children }: PropsWithChildren) {
  return (
    <QueryRoot>
      <div className={`${paletteClass} ${styles.root}`}>{children}</div>
    </QueryRoot>
  );
}
