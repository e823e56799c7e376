import { Alert } from '@backstage/ui';
import type { Bake, Deployment } from '@mlops-backstage/plugin-mlops-common';
import { PlainTable } from '../shared/PlainTable';
import { Section } from '../shared/Section';
import { StatusWord } from '../shared/StatusWord';
import { bakeErrors, bakeLatency, bakeState } from './bakeInWords';
import { ROLES } from './servedVersions';
import { VersionSwatch } from './VersionSwatch';
import styles from './Serving.module.css';

const isBroken = ({ state }: Bake) => state === 'rolled-back' || state === 'breached';

/** How the versions that newly answered stand their bake time; nothing where none was watched. */
export function BakeSection({ deployment }: { deployment: Deployment }) {
  const { name, bakes } = deployment;
  if (bakes.length === 0) {
    return null;
  }
  return (
    <Section title="Bake time">
      {bakes.map(
        bake =>
          bake.message && (
            <Alert
              key={`${bake.revision} ${bake.role}`}
              role={isBroken(bake) ? 'alert' : 'status'}
              status={isBroken(bake) ? 'danger' : 'info'}
              icon
              title={`v${bake.version}: ${bakeState(bake).words}`}
              description={bake.message}
            />
          ),
      )}
      <PlainTable
        caption={`Versions of ${name} in their bake time`}
        hideCaption
        rows={bakes}
        columns={[
          {
            id: 'version',
            label: 'Version',
            value: ({ version, role }) => (
              <span className={styles.role}>
                <VersionSwatch version={version} role={role} />v{version}, {ROLES[role]}
              </span>
            ),
          },
          { id: 'state', label: 'State', value: bake => <State bake={bake} /> },
          { id: 'errors', label: 'Failed (5xx)', align: 'end', value: bakeErrors },
          { id: 'latency', label: 'p99 latency', align: 'end', value: bakeLatency },
          {
            id: 'revision',
            label: 'Since revision',
            align: 'end',
            value: ({ revision }) => revision,
          },
        ]}
      />
    </Section>
  );
}

function State({ bake }: { bake: Bake }) {
  const { tone, words } = bakeState(bake);
  return <StatusWord tone={tone}>{words}</StatusWord>;
}
