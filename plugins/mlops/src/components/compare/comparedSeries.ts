import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import { seriesColour, versionColour } from '../charts/palette';

export interface ComparedSeries {
  key: string;
  /** `flight-delay-risk v2` */
  label: string;
  colour: string;
  dash: string;
}

const DASHES = ['', '7 4', '2 3', '12 4', '9 3 2 3', '4 2'];
const COLOURS = 8;

/** How each version is drawn: in its own colour, or in a free one where a version of another model has it already. */
export function comparedSeries(items: readonly ComparedVersion[]): ComparedSeries[] {
  const taken = new Set<string>();
  return items.map(({ version: { model, version } }, index) => {
    const free = Array.from({ length: COLOURS }, (_, n) => seriesColour(version - 1 + n));
    const colour = free.find(each => !taken.has(each)) ?? versionColour(version);
    taken.add(colour);
    return {
      key: `${model}@${version}`,
      label: `${model} v${version}`,
      colour,
      dash: DASHES[index % DASHES.length],
    };
  });
}
