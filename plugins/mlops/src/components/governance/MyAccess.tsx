import { Button } from '@backstage/ui';
import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { formatQuantity } from '../../format/numbers';
import { useAccess } from '../../queries/access';
import { Failure } from '../shared/Answer';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { answersOf } from './capabilities';
import styles from './Governance.module.css';
import { GrantTable } from './GrantTable';

/** What the signed-in person may do with a model, and why not the rest. */
export function MyAccess({ model }: { model: Model }) {
  const { grants, error } = useAccess(model.name);
  const [shown, show] = useSearchState('mine');
  const isOpen = shown === 'true';
  return (
    <Section
      title="What you may do"
      actions={
        <Button
          size="small"
          variant="secondary"
          aria-expanded={isOpen}
          onPress={() => show(isOpen ? undefined : 'true')}
        >
          {isOpen ? 'Hide the details' : 'Show each permission'}
        </Button>
      }
    >
      {error && <Failure what="your permissions" error={error} />}
      {grants && (
        <>
          <p className={styles.sentence}>{summaryOf(grants)}</p>
          {isOpen && <GrantTable caption="What you may do" grants={grants} />}
        </>
      )}
    </Section>
  );
}

function summaryOf(grants: Parameters<typeof answersOf>[0]): string {
  const answers = answersOf(grants);
  const count = (extent: string) => answers.filter(answer => answer.extent === extent).length;
  const partly = count('some');
  return `You hold ${count('all')} of ${formatQuantity(answers.length, 'permission')} on this model${
    partly > 0 ? `, and ${partly} more for some stages or environments` : ''
  }.`;
}
