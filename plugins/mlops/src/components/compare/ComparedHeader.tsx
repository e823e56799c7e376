import { Button, ButtonIcon, Link } from '@backstage/ui';
import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import { RiCloseLine } from '@remixicon/react';
import { EntityLink, useEntityHref } from '../shared/EntityLink';
import { StageChip } from '../shared/StageChip';
import styles from './Compare.module.css';
import type { ComparedSeries } from './comparedSeries';

interface ComparedHeaderProps {
  item: ComparedVersion;
  series: ComparedSeries;
  isBaseline: boolean;
  isAlone: boolean;
  onBaseline(): void;
  onRemove(): void;
}

/** Which version a column is of, and what can be done with the column. */
export function ComparedHeader(props: ComparedHeaderProps) {
  const { item, series, isBaseline, isAlone, onBaseline, onRemove } = props;
  const { owner, entityRef, version } = item;
  const hrefOf = useEntityHref();
  const page = entityRef && hrefOf(entityRef);
  return (
    <div className={styles.version}>
      <div className={styles.versionName}>
        <svg width="22" height="10" aria-hidden="true" className={styles.stroke}>
          <line
            x2="22"
            y1="5"
            y2="5"
            stroke={series.colour}
            strokeWidth="3"
            strokeDasharray={series.dash}
          />
        </svg>
        <span className={styles.name}>
          {page ? (
            <Link href={`${page}/model?version=${version.version}`}>{series.label}</Link>
          ) : (
            series.label
          )}
        </span>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiCloseLine />}
          aria-label={`Remove ${series.label}`}
          onPress={onRemove}
        />
      </div>
      <span>
        <StageChip stage={version.stage} />
      </span>
      {version.aliases.length > 0 && <span>{version.aliases.join(', ')}</span>}
      <EntityLink entityRef={owner} />
      {isBaseline ? (
        !isAlone && <span className={styles.baseline}>Baseline</span>
      ) : (
        <Button
          size="small"
          variant="tertiary"
          aria-label={`Make ${series.label} the baseline`}
          onPress={onBaseline}
        >
          Make baseline
        </Button>
      )}
    </div>
  );
}
