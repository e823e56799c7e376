import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** One value of the URL's query; set to undefined it leaves the URL. */
export function useSearchState(
  name: string,
): [value: string | undefined, set: (value: string | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (value: string | undefined) =>
      setSearch(
        present => {
          const next = new URLSearchParams(present);
          if (value === undefined) {
            next.delete(name);
          } else {
            next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [name, setSearch],
  );
  return [search.get(name) ?? undefined, set];
}
