import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { RiScales3Line } from '@remixicon/react';
import { compareRouteRef } from '../../routes';
import { compareQuery } from '../compare/versionRefs';
import styles from './ModelsPage.module.css';
import type { ModelSelection } from './useSelection';

/** What is selected for comparison, and the way there. */
export function CompareBar({ selection: { refs, refusal, clear } }: { selection: ModelSelection }) {
  const compare = useRouteRef(compareRouteRef);
  return (
    <div className={styles.compare}>
      <p className={styles.secondary} role="status">
        {refusal ?? (refs.length ? refs.map(ref => ref.replace('@', ' v')).join(', ') : '')}
      </p>
      {refs.length === 0 ? (
        <span className={styles.secondary}>Select up to six models to compare them.</span>
      ) : (
        <>
          <Button size="small" variant="tertiary" onPress={clear}>
            Clear selection
          </Button>
          <ButtonLink
            size="small"
            variant="primary"
            iconStart={<RiScales3Line />}
            href={`${compare?.() ?? 'compare'}?${compareQuery(refs)}`}
          >
            Compare ({refs.length})
          </ButtonLink>
        </>
      )}
    </div>
  );
}
