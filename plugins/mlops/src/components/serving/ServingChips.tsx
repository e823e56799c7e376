import { Badge } from '@backstage/ui';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import chips from '../shared/Chips.module.css';
import { formatShare, servedVersions, type ServedVersion } from './servedVersions';
import styles from './Serving.module.css';
import { VersionSwatch } from './VersionSwatch';

function inWords({ version, role, share }: ServedVersion): string {
  return `v${version} ${role}${role === 'canary' ? ` ${formatShare(share)}` : ''}`;
}

/** Who serves, as chips. */
export function ServingChips({ deployment }: { deployment: Deployment }) {
  const served = servedVersions(deployment);
  if (served.length === 0) {
    return <span className={styles.secondary}>None served</span>;
  }
  return (
    <ul className={chips.chips} aria-label={`Versions of ${deployment.name}`}>
      {served.map(each => (
        <li key={`${each.role}${each.version}`}>
          <Badge className={styles.servingChip}>
            <VersionSwatch version={each.version} role={each.role} />
            {inWords(each)}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
