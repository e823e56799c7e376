import { TextField } from '@backstage/ui';
import type { TypedNumber } from './readNumber';

interface NumberTextFieldProps {
  label: string;
  description: string;
  text: string;
  /** What was read from the text. */
  typed: TypedNumber;
  isRequired?: boolean;
  onChange(text: string): void;
}

/** A field for a number that may be left empty, and that says what is wrong with what was typed. */
export function NumberTextField(props: NumberTextFieldProps) {
  const { label, description, text, typed, isRequired, onChange } = props;
  return (
    <TextField
      label={label}
      isRequired={isRequired}
      inputMode="decimal"
      autoComplete="off"
      placeholder={isRequired ? undefined : 'No limit'}
      value={text}
      isInvalid={typed.problem !== undefined}
      description={typed.problem ?? description}
      onChange={onChange}
    />
  );
}
