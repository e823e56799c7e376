import type { Drift } from '@mlops-backstage/plugin-mlops-common';
import { useSearchState } from '../shared/useSearchState';
import { DistributionComparison } from './DistributionComparison';
import { DriftHeatMap } from './DriftHeatMap';
import { FeatureOverlays } from './FeatureOverlays';
import styles from './Monitoring.module.css';
import { NoDrift } from './NoDrift';
import { cellFromText, cellToText, findCell } from './driftCell';

/** Each column's drift over time, the cell that the URL selects, then the distributions of all columns in one interval. */
export function DriftSection({ drift }: { drift: Drift }) {
  const [cell, setCell] = useSearchState('cell');
  if (drift.points.length === 0) {
    return <NoDrift drift={drift} />;
  }
  const selected = cellFromText(cell);
  const found = selected && findCell(drift, selected);
  return (
    <>
      <DriftHeatMap
        drift={drift}
        selected={selected}
        onSelect={next => setCell(cellToText(next))}
      />
      {found && (
        <DistributionComparison {...found} drift={drift} onClose={() => setCell(undefined)} />
      )}
      <h3 className={styles.subtitle}>All columns in one interval, what differs most first</h3>
      <FeatureOverlays
        drift={drift}
        selected={selected}
        onSelect={next => setCell(cellToText(next))}
      />
    </>
  );
}
