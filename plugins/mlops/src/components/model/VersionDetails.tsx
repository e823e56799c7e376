import { Alert } from '@backstage/ui';
import type { Deployment, Model, Version } from '@mlops-backstage/plugin-mlops-common';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatName } from '../../format/artifacts';
import { useEvaluations } from '../../queries/versions';
import { ActionMenu } from '../shared/ActionMenu';
import { Answer } from '../shared/Answer';
import { Chips } from '../shared/Chips';
import { Markdown } from '../shared/Markdown';
import { Columns, Section } from '../shared/Section';
import { StageChip } from '../shared/StageChip';
import { ArtifactFacts } from './ArtifactFacts';
import { Lineage } from './Lineage';
import { MetricsOverTime } from './MetricsOverTime';
import styles from './ModelTab.module.css';
import { SignatureTable } from './SignatureTable';
import { TrainingFacts } from './TrainingFacts';
import type { VersionActions } from './useVersionActions';
import { VersionEvaluations } from './VersionEvaluations';

interface VersionDetailsProps {
  model: Model;
  version: Version;
  deployments: UseQueryResult<Deployment[]>;
  actions: VersionActions;
}

/** All that is known of one version. */
export function VersionDetails({ model, version, deployments, actions }: VersionDetailsProps) {
  const evaluations = useEvaluations(version.model, version.version);
  return (
    <>
      <Section
        title={`Version ${version.version}`}
        actions={
          <span className={styles.head}>
            <StageChip stage={version.stage} />
            {!version.deletedAt && (
              <ActionMenu
                label={`Actions on the shown version ${version.version}`}
                actions={actions.of(version)}
              />
            )}
          </span>
        }
      >
        {version.description && <p className={styles.description}>{version.description}</p>}
        {version.tags.length > 0 && (
          <Chips label={`Tags of version ${version.version}`} names={version.tags} />
        )}
        <ArtifactWarnings version={version} />
        <Columns>
          <TrainingFacts version={version} />
          <Notes version={version} />
        </Columns>
      </Section>
      <Section title={`Lineage of version ${version.version}`}>
        <Lineage model={model} version={version} deployments={deployments} />
      </Section>
      <Answer query={evaluations} what="the evaluations">
        {items => <VersionEvaluations version={version} evaluations={items} />}
      </Answer>
      <MetricsOverTime model={model.name} preferred={version.headlineMetric?.name} />
      <Section title={`Signature and artifact of version ${version.version}`}>
        <Columns>
          <SignatureTable signature={version.signature} />
          <ArtifactFacts version={version} />
        </Columns>
      </Section>
    </>
  );
}

function Notes({ version }: { version: Version }) {
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Notes</h3>
      {version.notes.trim() === '' ? (
        <p className={styles.secondary}>None. Add them with “Edit notes and tags…”.</p>
      ) : (
        <Markdown text={version.notes} />
      )}
    </div>
  );
}

/** What can't be done with the artifact, and what helps. */
function ArtifactWarnings({ version }: { version: Version }) {
  const { format, uri, unservableOutputs, servable } = version;
  return (
    <>
      {!servable && (
        <Alert
          status="info"
          icon
          title={
            format === 'onnx'
              ? 'The registry does not hold this artifact'
              : `The registry keeps only the description of this ${formatName(format)} artifact`
          }
          description={`It is not read, checked or served here.${uri ? ` Outside targets find it at ${uri}.` : ''}`}
        />
      )}
      {unservableOutputs.length > 0 && (
        <Alert
          status="warning"
          icon
          title="An endpoint can't answer every output"
          description={
            <ul className={styles.list}>
              {unservableOutputs.map(({ name, reason, remedy }) => (
                <li key={name}>
                  <strong>{name}</strong>: {reason} {remedy}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
