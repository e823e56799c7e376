import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { useEvaluations } from '../../queries/versions';
import { Answer } from '../shared/Answer';
import { Columns, Section } from '../shared/Section';
import { ArtifactFacts } from './ArtifactFacts';
import { EvaluationCharts } from './EvaluationCharts';
import { MetricsTable } from './MetricsTable';
import styles from './ModelTab.module.css';
import { SignatureTable } from './SignatureTable';
import { TrainingFacts } from './TrainingFacts';

/** All that is known of one version. */
export function VersionDetails({ version }: { version: Version }) {
  const evaluations = useEvaluations(version.model, version.version);
  return (
    <>
      <Section title={`Version ${version.version}`}>
        {version.description && <p className={styles.description}>{version.description}</p>}
        <Columns>
          <TrainingFacts version={version} />
          <Answer query={evaluations} what="the evaluations">
            {items => <MetricsTable version={version} evaluations={items} />}
          </Answer>
        </Columns>
      </Section>
      <Answer query={evaluations} what="the evaluations">
        {items => <EvaluationCharts version={version} evaluations={items} />}
      </Answer>
      <Section title={`Signature and artifact of version ${version.version}`}>
        <Columns>
          <SignatureTable signature={version.signature} />
          <ArtifactFacts version={version} />
        </Columns>
      </Section>
    </>
  );
}
