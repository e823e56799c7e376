import { LatencySketch } from '@mlops-backstage/model-profile';
import { mergeWindows } from './mergeWindows';
import { keyText } from './windowRows';
import type { Window } from './Window';

const DAY_MS = 24 * 3_600_000;

/**
 * Windows that wait to be written, those of one key summed up. Where there are too many, no more is kept of others than
 * how many requests they had, by the day; where even that is too much, nothing.
 */
export class WindowBuffer {
  private windows = new Map<string, Window>();
  private tallies = new Map<string, Window>();

  /** @param most - windows kept, and days */
  constructor(private readonly most: number) {}

  get isEmpty(): boolean {
    return this.windows.size + this.tallies.size === 0;
  }

  /** @returns the window when it could not be kept: then it is at best counted among the dropped */
  add(window: Window): Window | undefined {
    if (put(this.windows, window, this.most)) {
      return undefined;
    }
    put(this.tallies, tallyOf(window), this.most);
    return window;
  }

  /** What is there, which is then gone. */
  take(): Window[] {
    const taken = [...this.windows.values(), ...this.tallies.values()];
    this.windows = new Map();
    this.tallies = new Map();
    return taken;
  }
}

function put(windows: Map<string, Window>, window: Window, most: number): boolean {
  const key = keyText(window);
  const present = windows.get(key);
  if (!present && windows.size >= most) {
    return false;
  }
  windows.set(key, present ? mergeWindows(present, window) : window);
  return true;
}

function tallyOf({
  deployment,
  version,
  role,
  windowStart,
  requests,
  dropped = 0,
}: Window): Window {
  return {
    deployment,
    version,
    role,
    windowStart: Math.floor(windowStart / DAY_MS) * DAY_MS,
    requests: 0,
    rows: 0,
    errors: 0,
    failures: 0,
    shadowDropped: 0,
    dropped: requests + dropped,
    latency: new LatencySketch().toBytes(),
  };
}
