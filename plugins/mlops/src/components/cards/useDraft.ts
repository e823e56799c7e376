import { useState } from 'react';

/** What a person is writing, and the revision of the card that they had before them when they began. */
interface Draft {
  text: string;
  revision: number;
}

interface DraftState extends Draft {
  /** Whether it was begun earlier, and neither saved nor given up since. */
  isResumed: boolean;
  setText(text: string): void;
  forget(): void;
}

/** A text that outlives a change of the view or a reload, in this tab of the browser, until it is saved or given up. */
export function useDraft(key: string, initial: Draft): DraftState {
  const name = `mlops.card-draft.${key}`;
  const [kept] = useState(() => sessionStorage.getItem(name));
  const [draft, setDraft] = useState<Draft>(() => (kept === null ? initial : JSON.parse(kept)));
  return {
    ...draft,
    isResumed: kept !== null,
    setText(text) {
      const next = { ...draft, text };
      setDraft(next);
      sessionStorage.setItem(name, JSON.stringify(next));
    },
    forget: () => sessionStorage.removeItem(name),
  };
}
