import { Button, Select } from '@backstage/ui';
import type { ColumnDrift, Drift, DriftPoint } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { formatChance, formatPsi } from '../../format/drift';
import { formatInterval } from '../../format/instants';
import { formatCount, formatMeasure } from '../../format/numbers';
import { Legend } from '../charts/ChartFrame';
import { versionColour } from '../charts/palette';
import { StatusWord } from '../shared/StatusWord';
import { binShares } from './binShares';
import { cellToText, isPointOf, type DriftCell } from './driftCell';
import styles from './FeatureOverlays.module.css';

interface FeatureOverlaysProps {
  drift: Drift;
  selected: DriftCell | undefined;
  onSelect(cell: DriftCell): void;
}

/** As many are drawn at first; the rest on demand. */
const MOST_SHOWN = 12;

const keyOf = ({ start, version }: DriftPoint) => `${Date.parse(start)}~${version}`;

/** Every column of one interval at a glance: the reference behind, the window over it, what differs most first. */
export function FeatureOverlays({ drift, selected, onSelect }: FeatureOverlaysProps) {
  const [chosen, choose] = useState<string>();
  const [isWhole, showAll] = useState(false);
  const points = drift.points;
  const point =
    points.find(one => keyOf(one) === chosen) ??
    points.find(one => isPointOf(selected, one)) ??
    points[points.length - 1];
  const columns = [...point.columns].sort(
    (a, b) => (b.psiCorrected ?? -Infinity) - (a.psiCorrected ?? -Infinity),
  );
  const shown = isWhole ? columns : columns.slice(0, MOST_SHOWN);
  const when = formatInterval(point.start, drift.interval);
  const colour = versionColour(point.version);
  return (
    <section className={styles.overlays} aria-label="Distribution of each column">
      <div className={styles.head}>
        <Select
          label="Interval"
          options={[...points].reverse().map(one => ({
            id: keyOf(one),
            label: `${formatInterval(one.start, drift.interval)}, v${one.version}`,
          }))}
          value={keyOf(point)}
          onChange={key => choose(String(key))}
        />
        <Legend
          entries={[
            { label: 'Reference', colour: 'var(--mlops-reference)', shape: 'block' },
            { label: `${when}, v${point.version}`, colour, shape: 'block' },
          ]}
        />
      </div>
      <ul className={styles.grid}>
        {shown.map(column => (
          <li key={column.name}>
            <Overlay
              column={column}
              colour={colour}
              onSelect={() =>
                onSelect({ start: point.start, version: point.version, column: column.name })
              }
              isSelected={
                selected !== undefined &&
                cellToText(selected) ===
                  cellToText({ start: point.start, version: point.version, column: column.name })
              }
            />
          </li>
        ))}
      </ul>
      {columns.length > MOST_SHOWN && (
        <Button variant="tertiary" onPress={() => showAll(!isWhole)}>
          {isWhole
            ? `Show the ${MOST_SHOWN} that differ most`
            : `Show all ${columns.length} columns`}
        </Button>
      )}
    </section>
  );
}

interface OverlayProps {
  column: ColumnDrift;
  colour: string;
  isSelected: boolean;
  onSelect(): void;
}

function Overlay({ column, colour, isSelected, onSelect }: OverlayProps) {
  return (
    <button type="button" className={styles.card} aria-pressed={isSelected} onClick={onSelect}>
      <span className={styles.title}>
        <span className={styles.name} title={column.name}>
          {column.name}
        </span>
        {column.drifted && <StatusWord tone="warning">Drifted</StatusWord>}
        {!column.drifted && column.role === 'prediction' && (
          <span className={styles.words}>prediction</span>
        )}
      </span>
      <Bars column={column} colour={colour} />
      <span className={styles.figures}>
        {figuresOf(column).map(([name, value]) => (
          <span key={name} className={styles.figure}>
            <span>{name}</span> <span className={styles.value}>{value}</span>
          </span>
        ))}
      </span>
    </button>
  );
}

/** PSI, chance and rows, and what moved. */
function figuresOf({ psiCorrected, pValue, m, mean }: ColumnDrift): Array<[string, string]> {
  if (psiCorrected === null || pValue === null) {
    return [['Nothing to compare', '']];
  }
  const figures: Array<[string, string]> = [
    ['PSI', formatPsi(Math.max(psiCorrected, 0))],
    ['Chance without drift', formatChance(pValue)],
    ['Rows', formatCount(m)],
  ];
  if (mean && mean.reference !== null && mean.window !== null) {
    figures.push(['Mean', `${formatMeasure(mean.reference)} → ${formatMeasure(mean.window)}`]);
  }
  return figures;
}

const WIDTH = 240;
const HEIGHT = 64;

/** Shares of the bins: the reference as wide blocks, the window as narrow ones before them. */
function Bars({ column, colour }: { column: ColumnDrift; colour: string }) {
  const shares = binShares(column.bins ?? []);
  const highest = Math.max(...shares.flatMap(bin => [bin.reference, bin.window]), Number.EPSILON);
  const step = WIDTH / Math.max(shares.length, 1);
  const block = (share: number, index: number, width: number, fill: string) => (
    <rect
      x={index * step + (step - width) / 2}
      y={HEIGHT - (share / highest) * HEIGHT}
      width={width}
      height={(share / highest) * HEIGHT}
      fill={fill}
    />
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={styles.bars}
      aria-hidden="true"
    >
      {shares.map((bin, index) => (
        <g key={bin.label}>
          {block(bin.reference, index, step * 0.86, 'var(--mlops-reference)')}
          {block(bin.window, index, step * 0.42, colour)}
        </g>
      ))}
    </svg>
  );
}
