import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  auditStateFrom,
  withAuditChange,
  withOpen,
  withoutAuditFilters,
  type AuditFilters,
  type AuditState,
} from './auditState';

export interface AuditStateInUrl {
  state: AuditState;
  change(change: AuditFilters & { limit?: number }): void;
  clear(): void;
  setOpen(seq: number, isOpen: boolean): void;
}

/** The state of the page in the URL; changing it makes no new entry in the browser's history. */
export function useAuditState(): AuditStateInUrl {
  const [search, setSearch] = useSearchParams();
  const write = useCallback(
    (next: (present: URLSearchParams) => URLSearchParams) => setSearch(next, { replace: true }),
    [setSearch],
  );
  return {
    state: useMemo(() => auditStateFrom(search), [search]),
    change: change => write(present => withAuditChange(present, change)),
    clear: () => write(withoutAuditFilters),
    setOpen: (seq, isOpen) => write(present => withOpen(present, seq, isOpen)),
  };
}
