import { Select } from '@backstage/ui';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { useServedComparison } from '../../queries/comparison';
import { Answer } from '../shared/Answer';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { ComparisonView } from './ComparisonView';
import styles from './Verdict.module.css';

/** A challenger against the champion; the URL holds which. Nothing where there is no challenger. */
export function ChallengerSection({ deployment }: { deployment: Deployment }) {
  const { version: champion, challengers } = deployment;
  const [chosen, choose] = useSearchState('challenger');
  const version = challengers.find(each => String(each) === chosen) ?? challengers[0];
  if (champion === undefined || version === undefined) {
    return null;
  }
  return (
    <Section title={`v${version} against the champion v${champion}`}>
      {challengers.length > 1 && (
        <div className={styles.picker}>
          <Select
            label="Challenger"
            options={challengers.map(each => ({ id: String(each), label: `v${each}` }))}
            value={String(version)}
            onChange={key => choose(String(key))}
          />
        </div>
      )}
      <Comparison deployment={deployment} version={version} champion={champion} />
    </Section>
  );
}

interface ComparisonProps {
  deployment: Deployment;
  version: number;
  champion: number;
}

function Comparison({ deployment, version, champion }: ComparisonProps) {
  const comparison = useServedComparison(deployment.name, version, champion);
  return (
    <Answer query={comparison} what="the comparison">
      {answer => <ComparisonView deployment={deployment} comparison={answer} />}
    </Answer>
  );
}
