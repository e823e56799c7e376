import { useRetrainingRuns } from '../../queries/retraining';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { useCursorPages } from '../shared/useCursorPages';
import styles from './Retraining.module.css';
import { RunItem } from './RunItem';

const PAGE_SIZE = 10;

/** The trainings of a model, the newest first. */
export function RunSection({ model }: { model: string }) {
  const pages = useCursorPages('runs');
  const runs = useRetrainingRuns(model, { limit: PAGE_SIZE, cursor: pages.cursor });
  return (
    <Section title="Trainings">
      <Answer query={runs} what="the trainings">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No trainings yet">
              They are shown here as soon as a policy fires or somebody starts one.
            </EmptyState>
          ) : (
            <ul className={styles.items} aria-busy={runs.isPlaceholderData}>
              {items.map(run => (
                <RunItem key={run.id} run={run} />
              ))}
            </ul>
          )
        }
      </Answer>
      <CursorPagination
        pages={pages}
        pageSize={PAGE_SIZE}
        page={runs.data}
        isStale={runs.isPlaceholderData}
      />
    </Section>
  );
}
