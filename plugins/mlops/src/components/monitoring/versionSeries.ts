import { versionColour } from '../charts/palette';
import { seriesKey, versionsOf } from '../charts/pivotByVersion';
import type { TimeSeries } from '../charts/TimeChart';

/** One series for each version that occurs, in the version's colour. */
export function versionSeries(points: ReadonlyArray<{ version: number }>): TimeSeries[] {
  return versionsOf(points).map(version => ({
    key: seriesKey(version),
    label: `v${version}`,
    colour: versionColour(version),
  }));
}
