import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { MOST_COMPARED, parseVersionRef, type VersionRef } from '../compare/versionRefs';
import { changeSelection } from './comparedModels';

const PARAMETER = 'select';

export interface ModelSelection {
  refs: VersionRef[];
  /** Why something that was selected just now isn't. */
  refusal: string | undefined;
  change(page: readonly ModelSummary[], checked: ReadonlySet<string>): void;
  clear(): void;
}

/** The models chosen to be compared. The URL holds them, so they stay while the list is paged, sorted and filtered. */
export function useSelection(): ModelSelection {
  const [search, setSearch] = useSearchParams();
  const [refusal, setRefusal] = useState<string>();
  const refs = [...new Set(search.getAll(PARAMETER))]
    .filter(ref => parseVersionRef(ref) !== undefined)
    .slice(0, MOST_COMPARED);
  const write = (chosen: readonly VersionRef[]) =>
    setSearch(
      present => {
        const next = new URLSearchParams(present);
        next.delete(PARAMETER);
        chosen.forEach(ref => next.append(PARAMETER, ref));
        return next;
      },
      { replace: true },
    );
  return {
    refs,
    refusal,
    change(page, checked) {
      const selection = changeSelection(refs, page, checked);
      setRefusal(selection.refusal);
      write(selection.refs);
    },
    clear() {
      setRefusal(undefined);
      write([]);
    },
  };
}
