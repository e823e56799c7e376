import { Button } from '@backstage/ui';
import { useRetrainingRun } from '../../queries/retraining';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import styles from './Retraining.module.css';
import { RunItem } from './RunItem';

/** The training that a link leads to, however far back it lies in the list; nothing where no link did. */
export function SelectedRun({ model }: { model: string }) {
  const [id, select] = useSearchState('run');
  return id === undefined ? null : (
    <OneRun model={model} id={id} onClose={() => select(undefined)} />
  );
}

interface OneRunProps {
  model: string;
  id: string;
  onClose(): void;
}

function OneRun({ model, id, onClose }: OneRunProps) {
  const run = useRetrainingRun(model, id);
  return (
    <Section
      title="The training that the link leads to"
      actions={
        <Button size="small" variant="tertiary" onPress={onClose}>
          Close
        </Button>
      }
    >
      <Answer query={run} what="the training">
        {found =>
          found.model === model ? (
            <ul className={styles.items}>
              <RunItem run={found} />
            </ul>
          ) : (
            <EmptyState title={`It is a training of ${found.model}`} />
          )
        }
      </Answer>
    </Section>
  );
}
