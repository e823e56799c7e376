import { createContext, useContext, type ReactNode } from 'react';

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

/** Marks nearer to each other than this share of the axis would cover each other: they become one. */
const NEAREST = 0.04;

/** One mark for each crowd of them, named by its first and its last. */
export function mergeMarks(marks: readonly ChartMark[], from: number, to: number): ChartMark[] {
  const crowds: ChartMark[][] = [];
  const within = marks.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at);
  for (const mark of within) {
    const crowd = crowds[crowds.length - 1];
    if (crowd && mark.at - crowd[0].at < NEAREST * (to - from)) {
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

/** The marks between two instants. */
export function useChartMarks(from: number, to: number): ChartMark[] {
  return mergeMarks(useContext(Marks), from, to);
}
