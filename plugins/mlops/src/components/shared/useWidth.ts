import { useCallback, useState } from 'react';

const DEFAULT_WIDTH = 640;

/** The width of an element in pixels, followed as it changes; until it is known, `initial`. */
export function useWidth(
  initial = DEFAULT_WIDTH,
): [ref: (element: HTMLElement | null) => void, width: number] {
  const [width, setWidth] = useState(initial);
  const [observer] = useState(() =>
    typeof ResizeObserver === 'undefined'
      ? undefined
      : new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width))),
  );
  const ref = useCallback(
    (element: HTMLElement | null) => {
      observer?.disconnect();
      if (element) {
        observer?.observe(element);
      }
    },
    [observer],
  );
  return [ref, width];
}
