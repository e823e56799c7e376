import { ButtonIcon, TextField } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useState, type FormEvent } from 'react';
import styles from './ModelFilters.module.css';

interface WordFilterProps {
  label: string;
  placeholder: string;
  /** What a valid word looks like, said of one that isn't. */
  problem: string;
  present: readonly string[];
  most: number;
  isValid(word: string): boolean;
  onChange(words: string[]): void;
}

/** Adds a word to a filter, on Enter or with the button; the chips take it away again. */
export function WordFilter(props: WordFilterProps) {
  const { label, placeholder, problem, present, most, isValid, onChange } = props;
  const [word, setWord] = useState('');
  const [shown, setShown] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const added = word.trim();
    if (!added) {
      return;
    }
    if (present.length >= most) {
      setShown(`${most} at most`);
    } else if (isValid(added)) {
      setWord('');
      onChange([...new Set([...present, added])]);
    } else {
      setShown(problem);
    }
  };
  return (
    <form className={styles.word} onSubmit={add}>
      <TextField
        label={label}
        size="small"
        placeholder={placeholder}
        value={word}
        isInvalid={shown !== undefined}
        description={shown}
        onChange={value => {
          setWord(value);
          setShown(undefined);
        }}
      />
      <ButtonIcon
        type="submit"
        variant="secondary"
        icon={<RiAddLine />}
        aria-label={`Add ${label.toLocaleLowerCase('en-US')}`}
      />
    </form>
  );
}
