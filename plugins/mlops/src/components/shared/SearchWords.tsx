import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';

const DEBOUNCE_MS = 300;

interface SearchWordsProps {
  label: string;
  placeholder: string;
  /** What is searched for now. */
  value: string;
  /** Without blanks around the words. */
  onChange(words: string): void;
}

/**
 * Searches once the typing rests. Only typing starts the wait: what comes from elsewhere, such as from a button that clears
 * all filters, ends it, however long the page takes to show it.
 */
export function SearchWords({ label, placeholder, value, onChange }: SearchWordsProps) {
  const [words, setWords] = useState(value);
  const known = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (value !== known.current) {
      clearTimeout(timer.current);
      known.current = value;
      setWords(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string) => {
    setWords(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const searched = typed.trim();
      if (searched !== known.current) {
        known.current = searched;
        latest.current(searched);
      }
    }, DEBOUNCE_MS);
  };
  return (
    <SearchField
      label={label}
      size="small"
      placeholder={placeholder}
      value={words}
      onChange={type}
    />
  );
}
