import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

/** Three layers of a network, joined: drawn for the dark sidebar of both themes. */
function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M6 9 16 16 26 9M6 23 16 16 26 23M6 9v14M26 9v14" />
      <circle cx="6" cy="9" r="3" />
      <circle cx="6" cy="23" r="3" />
      <circle cx="16" cy="16" r="4" />
      <circle cx="26" cy="9" r="3" />
      <circle cx="26" cy="23" r="3" />
    </svg>
  );
}

export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link to="/" underline="none" className={styles.logo} aria-label="Home">
      <Mark />
      {isOpen && <span className={styles.name}>Backstage · MLOps</span>}
    </Link>
  );
}
