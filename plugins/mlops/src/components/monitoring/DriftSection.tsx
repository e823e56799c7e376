import type { Drift } from '@mlops-backstage/plugin-mlops-common';
import { EmptyState } from '../shared/EmptyState';
import { useSearchState } from '../shared/useSearchState';
import { DistributionComparison } from './DistributionComparison';
import { DriftHeatMap } from './DriftHeatMap';
import { cellFromText, cellToText, findCell } from './driftCell';

/** Each column's drift over time, then the cell that the URL selects. */
export function DriftSection({ drift }: { drift: Drift }) {
  const [cell, setCell] = useSearchState('cell');
  if (drift.points.length === 0) {
    return (
      <EmptyState title="Drift is not measured">
        A version that was registered with reference data is compared with it.
      </EmptyState>
    );
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
    </>
  );
}
