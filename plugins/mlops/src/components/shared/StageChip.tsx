import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import { RiArchiveLine, RiFlaskLine, RiVerifiedBadgeFill } from '@remixicon/react';
import type { RemixiconComponentType } from '@remixicon/react';
import styles from './StageChip.module.css';

const ICONS: Partial<Record<Stage, RemixiconComponentType>> = {
  Staging: RiFlaskLine,
  Production: RiVerifiedBadgeFill,
  Archived: RiArchiveLine,
};

/** The stage of a version as a word in a frame; what is in production stands out most. */
export function StageChip({ stage }: { stage: Stage }) {
  const Icon = ICONS[stage];
  return (
    <span className={styles.chip} data-stage={stage}>
      {Icon && <Icon size={14} aria-hidden="true" className={styles.icon} />}
      {stage}
    </span>
  );
}

/** A change of stage: `Staging → Production`, read out as “from … to …”. */
export function StageChange({ from, to }: { from: Stage; to: Stage }) {
  return (
    <span className={styles.change}>
      <span className={styles.hidden}>From </span>
      <StageChip stage={from} />
      <span aria-hidden="true">→</span>
      <span className={styles.hidden}> to </span>
      <StageChip stage={to} />
    </span>
  );
}
