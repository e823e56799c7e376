import type { Drift } from '@mlops-backstage/plugin-mlops-common';
import { EmptyState } from '../shared/EmptyState';

/** Why nothing is told of drift, and the next step. */
export function NoDrift({ drift }: { drift: Pick<Drift, 'reference'> }) {
  return (
    <EmptyState title="Drift is not measured">
      {drift.reference.kind === 'window'
        ? 'Nothing was answered in the span of time that it is to be compared with: choose another one.'
        : 'Register a version with reference data: its inputs and predictions are then compared with that.'}
    </EmptyState>
  );
}
