import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface CursorPages {
  /** The cursor of the page that is shown; undefined on the first. */
  cursor: string | undefined;
  /** How many pages lie before. */
  pagesBefore: number;
  next(cursor: string): void;
  previous(): void;
}

/** Pages of a cursor-paged list, held in the URL: the cursors of the pages gone through, the present one last. */
export function useCursorPages(name = 'cursor'): CursorPages {
  const [search, setSearch] = useSearchParams();
  const cursors = search.getAll(name);
  const write = useCallback(
    (change: (cursors: string[]) => string[]) =>
      setSearch(present => {
        const next = new URLSearchParams(present);
        next.delete(name);
        change(present.getAll(name)).forEach(cursor => next.append(name, cursor));
        return next;
      }),
    [name, setSearch],
  );
  return {
    cursor: cursors[cursors.length - 1],
    pagesBefore: cursors.length,
    next: cursor => write(before => [...before, cursor]),
    previous: () => write(before => before.slice(0, -1)),
  };
}
