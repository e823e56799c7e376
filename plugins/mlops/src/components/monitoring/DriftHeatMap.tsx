import type { ColumnDrift, Drift, DriftPoint } from '@mlops-backstage/plugin-mlops-common';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { formatPsi } from '../../format/drift';
import { formatInterval, intervalName } from '../../format/instants';
import { formatCount } from '../../format/numbers';
import { ChartFrame } from '../charts/ChartFrame';
import { nextInterval } from '../charts/intervals';
import { versionsOf } from '../charts/pivotByVersion';
import { tickTexts, type TickText } from '../charts/timeTicks';
import { cellToText, isPointOf, type DriftCell } from './driftCell';
import styles from './Monitoring.module.css';
import { MOST_INTERVALS } from './timeWindow';

interface DriftHeatMapProps {
  drift: Drift;
  selected: DriftCell | undefined;
  onSelect(cell: DriftCell): void;
}

/** Up to this many intervals a cell has room for its number. */
const MOST_NUMBERED = 14;
/** The fullest colour stands for this many times the threshold. */
const FULL_SCALE = 3;
const STRONG = 0.65;

const MOVES: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Columns of the data × time. Drift is told by a mark or a number beside the colour; a cell opens its distributions. */
export function DriftHeatMap({ drift, selected, onSelect }: DriftHeatMapProps) {
  const points = drift.points.slice(-MOST_INTERVALS);
  const hidden = drift.points.length - points.length;
  const names = [...new Set(points.flatMap(point => point.columns.map(({ name }) => name)))];
  const hasNumbers = points.length <= MOST_NUMBERED;
  const severalVersions = versionsOf(points).length > 1;
  const grid = useRef<HTMLTableElement>(null);
  const scrolled = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<[row: number, column: number]>([0, 0]);
  const everyNth = hasNumbers ? 1 : Math.ceil(points.length / 12);
  const labelled = points
    .filter((_, index) => index % everyNth === 0)
    .map(({ start }) => Date.parse(start));
  const intervalMs = nextInterval(labelled[0], drift.interval) - labelled[0];
  const times = tickTexts(labelled, intervalMs);

  // Where there is no room for all, the newest and the first columns are seen first, unless another cell is selected. Later
  // ones that come move nothing.
  useLayoutEffect(() => {
    const frame = scrolled.current;
    const pressed = frame?.querySelector('[aria-pressed="true"]')?.getBoundingClientRect();
    if (frame) {
      const seen = frame.getBoundingClientRect();
      frame.scrollLeft = pressed ? pressed.right - seen.right : frame.scrollWidth;
      frame.scrollTop = pressed ? pressed.bottom - seen.bottom : 0;
    }
  }, [drift.interval]);

  const move = (event: KeyboardEvent, row: number, column: number) => {
    const step = MOVES[event.key];
    if (step) {
      event.preventDefault();
      const next = `[data-cell="${row + step[0]}-${column + step[1]}"]`;
      grid.current?.querySelector<HTMLElement>(next)?.focus();
    }
  };
  return (
    <ChartFrame
      title={`Drift of each column per ${intervalName(drift.interval)}: corrected PSI`}
      description={`${hasNumbers ? 'Bold with' : 'Marked'} ▲: drifted (above ${formatPsi(drift.threshold)} and not by chance). Select a cell to see its distributions.${
        hidden > 0
          ? ` The newest ${MOST_INTERVALS} of ${formatCount(drift.points.length)} intervals.`
          : ''
      }`}
      table={{
        rows: points,
        columns: [
          {
            id: 'time',
            label: 'Time (UTC)',
            value: point => `${formatInterval(point.start, drift.interval)}, v${point.version}`,
          },
          ...names.map(name => ({
            id: name,
            label: name,
            align: 'end' as const,
            value: (point: DriftPoint) => numberOf(columnOf(point, name)),
          })),
        ],
      }}
    >
      <div ref={scrolled} className={styles.scroll}>
        <table ref={grid} role="grid" className={styles.map} data-numbers={hasNumbers}>
          <thead>
            <tr>
              <th scope="col" className={styles.corner}>
                Column
              </th>
              {points.map((point, index) => (
                <th key={`${point.start}-${point.version}`} scope="col">
                  {index % everyNth === 0 && <ColumnTime {...times[index / everyNth]} />}
                  {severalVersions && hasNumbers && <span>v{point.version}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name, row) => (
              <tr key={name}>
                <th scope="row" title={name}>
                  {name}
                </th>
                {points.map((point, column) => {
                  const cell = { start: point.start, version: point.version, column: name };
                  return (
                    <td key={cellToText(cell)}>
                      <Cell
                        label={`${name}, ${formatInterval(point.start, drift.interval)}, v${point.version}`}
                        drift={columnOf(point, name)}
                        threshold={drift.threshold}
                        hasNumber={hasNumbers}
                        isSelected={selected?.column === name && isPointOf(selected, point)}
                        position={`${row}-${column}`}
                        isTabStop={focused[0] === row && focused[1] === column}
                        onFocus={() => setFocused([row, column])}
                        onKeyDown={event => move(event, row, column)}
                        onSelect={() => onSelect(cell)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}

/** When an interval begins: the year stands above where it isn't the one before. */
function ColumnTime({ label, year }: TickText) {
  return (
    <>
      {year !== undefined && <span>{year}</span>}
      <span>{label}</span>
    </>
  );
}

interface CellProps {
  label: string;
  drift: ColumnDrift | undefined;
  threshold: number;
  hasNumber: boolean;
  isSelected: boolean;
  position: string;
  isTabStop: boolean;
  onFocus(): void;
  onKeyDown(event: KeyboardEvent): void;
  onSelect(): void;
}

function Cell(props: CellProps) {
  const { drift, label, threshold, hasNumber, isSelected, position, isTabStop } = props;
  const psi = drift?.psiCorrected;
  const weight =
    psi === null || psi === undefined
      ? 0
      : Math.min(Math.max(psi, 0) / (threshold * FULL_SCALE), 1);
  const colour = drift?.drifted ? 'var(--mlops-heat-alarm)' : 'var(--mlops-heat)';
  const mark = drift?.drifted ? '▲' : '';
  const words = `${label}: ${numberOf(drift)}${drift?.drifted ? ', drifted' : ''}`;
  return (
    <button
      type="button"
      className={styles.cell}
      data-cell={position}
      data-strong={weight > STRONG}
      aria-pressed={isSelected}
      aria-label={words}
      title={words}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onClick={props.onSelect}
      style={{
        background: `color-mix(in oklab, ${colour} ${Math.round(6 + weight * 94)}%, var(--bui-bg-neutral-1))`,
        fontWeight: drift?.drifted ? 600 : undefined,
      }}
    >
      {hasNumber ? `${mark} ${numberOf(drift)}` : mark}
    </button>
  );
}

function columnOf(point: DriftPoint, name: string): ColumnDrift | undefined {
  return point.columns.find(column => column.name === name);
}

function numberOf(drift: ColumnDrift | undefined): string {
  const psi = drift?.psiCorrected;
  return psi === null || psi === undefined ? '–' : formatPsi(Math.max(psi, 0));
}
