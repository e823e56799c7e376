import { Select } from '@backstage/ui';
import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { EvaluationCharts } from './EvaluationCharts';
import { evaluationLabel } from './evaluations';
import { MetricsTable } from './MetricsTable';
import styles from './ModelTab.module.css';

interface VersionEvaluationsProps {
  version: Version;
  /** Newest first. */
  evaluations: Evaluation[];
}

const NEWEST = 'newest';

/** The metrics and charts of a version: of the newest evaluations, or of the one that the URL chooses. */
export function VersionEvaluations({ version, evaluations }: VersionEvaluationsProps) {
  const [chosenId, choose] = useSearchState('evaluation');
  const chosen = evaluations.find(({ id }) => id === chosenId);
  return (
    <>
      <Section
        title={`Metrics of version ${version.version}`}
        actions={
          evaluations.length > 1 && (
            <Select
              label="Evaluation"
              size="small"
              className={styles.choice}
              options={[
                { id: NEWEST, label: 'The newest of each split' },
                ...evaluations.map(each => ({ id: each.id, label: evaluationLabel(each) })),
              ]}
              value={chosen?.id ?? NEWEST}
              onChange={key => choose(key === NEWEST ? undefined : String(key))}
            />
          )
        }
      >
        <MetricsTable version={version} evaluations={evaluations} chosen={chosen} />
      </Section>
      <EvaluationCharts version={version} evaluations={chosen ? [chosen] : evaluations} />
    </>
  );
}
