import { paletteClass, versionColour } from '../charts/palette';
import { formatShare, type ServedVersion } from './servedVersions';
import styles from './Serving.module.css';

/** How the requests are shared out: a bar, and the same in words for those who don't see it. */
export function ShareBar({ served }: { served: readonly ServedVersion[] }) {
  const answering = served.filter(({ share }) => share > 0);
  const words = answering.map(({ version, share }) => `v${version} ${formatShare(share)}`);
  return (
    <div
      role="img"
      aria-label={`Share of the requests: ${words.join(', ')}`}
      // Dialogs stand outside of what the colours are defined for.
      className={`${paletteClass} ${styles.shares}`}
    >
      {answering.map(({ version, role, share }) => (
        <div
          key={role}
          className={styles.share}
          style={{ width: `${share}%`, background: versionColour(version) }}
        />
      ))}
    </div>
  );
}
