import { createContext, useContext, type ReactNode } from 'react';

interface Sync {
  /** Charts of one group point at the same time. */
  group?: string;
  /** Takes a span of time that was dragged over; milliseconds, the end not included. */
  onZoom?(from: number, to: number): void;
}

const Context = createContext<Sync>({});

/** Charts over time within show the same instant when one of them is pointed at, and are zoomed together. */
export function ChartSync({ group, onZoom, children }: Sync & { children: ReactNode }) {
  return <Context.Provider value={{ group, onZoom }}>{children}</Context.Provider>;
}

export const useChartSync = (): Sync => useContext(Context);
