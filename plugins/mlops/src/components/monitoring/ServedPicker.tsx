import { Select } from '@backstage/ui';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { ROLES, type Served, type ServedRole } from './served';

const NAMES: Record<ServedRole, string> = {
  answering: 'What was answered',
  champion: 'Champion',
  canary: 'Canary',
  challenger: 'Challengers (copies)',
};
const ROLE_OPTIONS = ROLES.map(id => ({ id, label: NAMES[id] }));
const ANY = 'all';

interface ServedPickerProps {
  deployment: Deployment;
  /** Versions that were seen. */
  versions: readonly number[];
  served: Served;
  onChange(served: Served): void;
}

/** Whose answers all charts of the page show. */
export function ServedPicker({ deployment, versions, served, onChange }: ServedPickerProps) {
  const known = [
    ...versions,
    ...(served.version === undefined ? [] : [served.version]),
    ...(deployment.version === undefined ? [] : [deployment.version]),
    ...(deployment.canary ? [deployment.canary.version] : []),
    ...deployment.challengers,
  ];
  const shown = [...new Set(known)].sort((a, b) => a - b);
  return (
    <>
      <Select
        label="Role"
        options={ROLE_OPTIONS}
        value={served.role ?? 'answering'}
        onChange={key => onChange({ ...served, role: key as ServedRole })}
      />
      <Select
        label="Version"
        options={[
          { id: ANY, label: 'All' },
          ...shown.map(version => ({ id: String(version), label: `v${version}` })),
        ]}
        value={served.version === undefined ? ANY : String(served.version)}
        onChange={key => onChange({ ...served, version: key === ANY ? undefined : Number(key) })}
      />
    </>
  );
}
