import { useSearchParams } from 'react-router-dom';

const NAME = 'revision';

export interface OpenRevisions {
  has(revision: number): boolean;
  set(revision: number, isOpen: boolean): void;
}

/** The revisions that are expanded; the URL holds them. */
export function useOpenRevisions(): OpenRevisions {
  const [search, setSearch] = useSearchParams();
  return {
    has: revision => search.getAll(NAME).includes(String(revision)),
    set: (revision, isOpen) =>
      setSearch(
        present => {
          const next = new URLSearchParams(present);
          next.delete(NAME);
          const others = present.getAll(NAME).filter(each => each !== String(revision));
          [...others, ...(isOpen ? [String(revision)] : [])].forEach(each =>
            next.append(NAME, each),
          );
          return next;
        },
        { replace: true },
      ),
  };
}
