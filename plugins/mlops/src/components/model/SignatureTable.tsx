import type { Signature } from '@mlops-backstage/plugin-mlops-common';
import { EmptyState } from '../shared/EmptyState';
import { PlainTable } from '../shared/PlainTable';
import styles from './ModelTab.module.css';

const shape = (sizes: number[]) => `[${sizes.map(size => (size === -1 ? 'N' : size)).join(', ')}]`;

/** The typed inputs and outputs, as the Open Inference Protocol names the types. */
export function SignatureTable({ signature }: { signature: Signature }) {
  const rows = [
    ...signature.inputs.map(tensor => ({ ...tensor, role: 'Input' })),
    ...signature.outputs.map(tensor => ({ ...tensor, role: 'Output' })),
  ];
  if (rows.length === 0) {
    return (
      <EmptyState title="Signature not recorded">
        It is read from an ONNX artifact; for another format it is told when registering.
      </EmptyState>
    );
  }
  return (
    <PlainTable
      caption="Signature (N: any size)"
      rows={rows}
      columns={[
        {
          id: 'name',
          label: 'Name',
          value: row => <span className={styles.mono}>{row.name}</span>,
        },
        { id: 'role', label: 'Role', value: row => row.role },
        { id: 'datatype', label: 'Datatype', value: row => row.datatype },
        { id: 'shape', label: 'Shape', align: 'end', value: row => shape(row.shape) },
      ]}
    />
  );
}
