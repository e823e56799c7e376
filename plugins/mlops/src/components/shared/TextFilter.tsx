import { TextField } from '@backstage/ui';
import { useEffect, useState, type FormEvent } from 'react';

interface TextFilterProps {
  label: string;
  placeholder: string;
  /** What a valid text looks like, said of one that isn't. */
  problem: string;
  value: string | undefined;
  isValid(text: string): boolean;
  /** Makes what was typed whole. */
  complete?(text: string): string;
  onChange(value: string | undefined): void;
}

/** A filter by a whole text, which counts once it is written: on Enter, or when the field is left. */
export function TextFilter(props: TextFilterProps) {
  const { label, placeholder, problem, value, isValid, complete = text => text, onChange } = props;
  const [text, setText] = useState(value ?? '');
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    setText(value ?? '');
    setRefused(false);
  }, [value]);
  const take = () => {
    const whole = complete(text.trim());
    if (whole !== '' && !isValid(whole)) {
      setRefused(true);
    } else if (whole !== (value ?? '')) {
      onChange(whole || undefined);
    } else {
      setText(whole);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take();
  };
  return (
    <form onSubmit={submit}>
      <TextField
        label={label}
        size="small"
        placeholder={placeholder}
        value={text}
        isInvalid={isRefused}
        description={isRefused ? problem : undefined}
        onBlur={take}
        onChange={typed => {
          setText(typed);
          setRefused(false);
        }}
      />
    </form>
  );
}
