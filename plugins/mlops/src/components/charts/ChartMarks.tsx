import { createContext, useContext, type ReactNode } from 'react';
import { ReferenceLine } from 'recharts';

/** Something that happened, as it is marked on the time axis of a chart. */
export interface ChartMark {
  /** In milliseconds. */
  at: number;
  /** A few characters, told in full elsewhere on the page. */
  label: string;
}

const Marks = createContext<readonly ChartMark[]>([]);

/** Marks the same events on the time axis of every chart within. */
export function ChartMarks({
  marks,
  children,
}: {
  marks: readonly ChartMark[];
  children: ReactNode;
}) {
  return <Marks.Provider value={marks}>{children}</Marks.Provider>;
}

/** The room that the name of a crowd takes (`r1–a12`), in pixels. */
const NAME_WIDTH = 48;

/**
 * One mark for each crowd of them, named by its first and its last.
 *
 * @param nearest - the share of the axis within which names would cover each other
 */
export function mergeMarks(
  marks: readonly ChartMark[],
  from: number,
  to: number,
  nearest: number,
): ChartMark[] {
  const crowds: ChartMark[][] = [];
  const within = marks.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at);
  for (const mark of within) {
    const crowd = crowds[crowds.length - 1];
    if (crowd && mark.at - crowd[0].at < nearest * (to - from)) {
      crowd.push(mark);
    } else {
      crowds.push([mark]);
    }
  }
  return crowds.map(crowd => ({
    at: crowd[0].at,
    label: [crowd[0], ...crowd.slice(1).slice(-1)].map(({ label }) => label).join('–'),
  }));
}

/** The marks between two instants, on an axis that is so many pixels long. */
export function useChartMarks(from: number, to: number, length: number): ChartMark[] {
  return mergeMarks(useContext(Marks), from, to, NAME_WIDTH / length);
}

/** Marks as parts of a chart: a line across the plot, and the name above it. */
export function markLines(marks: readonly ChartMark[]): ReactNode {
  return marks.map(({ at, label }) => (
    <ReferenceLine
      key={at}
      x={at}
      stroke="var(--mlops-axis)"
      strokeDasharray="1 3"
      label={{ value: label, position: 'top', fill: 'var(--mlops-axis)', fontSize: 12 }}
    />
  ));
}
