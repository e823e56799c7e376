import { useState } from 'react';

/** What a chart tells of the pointer: the place on the time axis, in milliseconds. */
interface PointerState {
  activeLabel?: string | number;
}

const placeOf = ({ activeLabel }: PointerState) =>
  activeLabel === undefined ? undefined : Number(activeLabel);

/**
 * A span of the time axis that is dragged over with the pointer. The same is done by keyboard with the fields of the time
 * range.
 *
 * @param onDragged - takes the places where the drag began and ended, in their order
 */
export function useDraggedSpan(onDragged: ((from: number, to: number) => void) | undefined) {
  const [start, setStart] = useState<number>();
  const [end, setEnd] = useState<number>();
  if (!onDragged) {
    return { span: undefined, handlers: {} };
  }
  const drop = () => {
    setStart(undefined);
    setEnd(undefined);
  };
  return {
    span:
      start === undefined || end === undefined || start === end
        ? undefined
        : ([Math.min(start, end), Math.max(start, end)] as const),
    handlers: {
      onMouseDown: (state: PointerState) => setStart(placeOf(state)),
      onMouseMove: (state: PointerState) => start !== undefined && setEnd(placeOf(state)),
      onMouseUp: () => {
        if (start !== undefined && end !== undefined && start !== end) {
          onDragged(Math.min(start, end), Math.max(start, end));
        }
        drop();
      },
      onMouseLeave: drop,
    },
  };
}
