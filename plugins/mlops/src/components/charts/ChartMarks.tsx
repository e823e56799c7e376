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

/** With more marks than this their lines are drawn without labels, which would cover each other. */
const MOST_LABELLED = 12;

/** The marks between two instants; crowded ones have no label. */
export function useChartMarks(from: number, to: number): ChartMark[] {
  const marks = useContext(Marks).filter(({ at }) => at >= from && at <= to);
  return marks.length <= MOST_LABELLED ? marks : marks.map(({ at }) => ({ at, label: '' }));
}
