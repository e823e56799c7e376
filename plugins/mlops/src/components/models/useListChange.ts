import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { withListChange, type ListChange } from './modelListState';

/** Changes the list in the URL without a new entry in the browser's history. */
export function useListChange(): (change: ListChange) => void {
  const [, setSearch] = useSearchParams();
  return useCallback(
    (change: ListChange) =>
      setSearch(present => withListChange(present, change), { replace: true }),
    [setSearch],
  );
}
