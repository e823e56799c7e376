import { TextAreaField } from '@backstage/ui';

interface ReasonFieldProps {
  value: string;
  onChange(reason: string): void;
}

const LONGEST_REASON = 1000;

/** Why a person does what they do: kept in the history. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  return (
    <TextAreaField
      label="Reason"
      isRequired
      description="Kept in the history, for those who wonder later."
      maxLength={LONGEST_REASON}
      value={value}
      onChange={onChange}
    />
  );
}
