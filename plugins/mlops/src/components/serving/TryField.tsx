import { Checkbox, TextAreaField, TextField } from '@backstage/ui';
import type { TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { tensorField } from '../../snippets/tensorField';

interface TryFieldProps {
  tensor: TensorSignature;
  value: string | boolean;
  problem: string | undefined;
  onChange(value: string | boolean): void;
}

/** The field for one input: a tick box, a number, a text, or a list. */
export function TryField({ tensor, value, problem, onChange }: TryFieldProps) {
  const { kind, mayBeMissing } = tensorField(tensor);
  if (typeof value === 'boolean') {
    return (
      <Checkbox isSelected={value} onChange={onChange}>
        {tensor.name}
      </Checkbox>
    );
  }
  const shared = {
    label: tensor.name,
    secondaryLabel: tensor.datatype,
    value,
    onChange,
    isInvalid: problem !== undefined,
    description: problem,
  };
  if (kind === 'list') {
    return <TextAreaField {...shared} rows={2} />;
  }
  return (
    <TextField
      {...shared}
      size="small"
      inputMode={kind === 'float' || kind === 'integer' ? 'decimal' : 'text'}
      placeholder={mayBeMissing ? 'missing' : undefined}
    />
  );
}
