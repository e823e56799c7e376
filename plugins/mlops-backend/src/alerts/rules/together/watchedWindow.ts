import { createHash } from 'node:crypto';
import type { CompleteRule } from '../AlertRule';
import type { ObservedVersion } from '../Judgement';
import type { WatchedWindow } from './VersionMonitor';

/** The counts of an interval's features; undefined where there is too little to compare. */
export function watchedWindow(
  { minRows }: Pick<CompleteRule, 'minRows'>,
  { version, drift }: ObservedVersion,
): WatchedWindow | undefined {
  if (!drift || drift.rows < minRows) {
    return undefined;
  }
  const features = drift.columns.filter(({ role }) => role === 'feature');
  const identity = features.map(({ name, kind, bins = [] }) => [
    name,
    kind,
    bins.map(({ label, reference }) => [label, reference]),
  ]);
  return {
    version,
    reference: createHash('sha256').update(JSON.stringify(identity)).digest('hex'),
    columns: features.map(({ name, kind, drifted, bins = [] }) => ({
      name,
      kind,
      drifted,
      reference: bins.map(({ reference }) => reference),
      window: bins.map(({ window }) => window),
    })),
  };
}
