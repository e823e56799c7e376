import type { Signature } from '@mlops-backstage/plugin-mlops-common';
import { PlainTable } from '../shared/PlainTable';
import styles from './ModelTab.module.css';

const shape = (sizes: number[]) => `[${sizes.map(size => (size === -1 ? 'N' : size)).join(', ')}]`;

/** The typed inputs and outputs, as the Open Inference Protocol names the types. */
export function SignatureTable({ signature }: { signature: Signature }) {
  const rows = [
    ...signature.inputs.map(tensor => ({ ...tensor, role: 'Input' })),
    ...signature.outputs.map(tensor => ({ ...tensor, role: 'Output' })),
  ];
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
