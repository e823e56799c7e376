import { Container } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { useModelPage } from '../../queries/models';
import { Failure } from '../shared/Answer';
import { Stack } from '../shared/Section';
import { ModelFilters } from './ModelFilters';
import { listQueryFromSearch } from './modelListState';
import styles from './ModelsPage.module.css';
import { ModelsSummary } from './ModelsSummary';
import { ModelsTable } from './ModelsTable';
import { RegisterModel } from './RegisterModel';

/** The page "ML models": every model that the signed-in person may see. */
export function ModelsPage() {
  const [search] = useSearchParams();
  const query = listQueryFromSearch(search);
  const page = useModelPage(query);
  return (
    <Container className={styles.page}>
      <Stack>
        <div className={styles.top}>
          <ModelsSummary />
          <RegisterModel />
        </div>
        <ModelFilters />
        {page.isError && !page.data ? (
          <Failure what="the models" error={page.error} onRetry={() => page.refetch()} />
        ) : (
          <ModelsTable query={query} page={page.data} isStale={page.isPlaceholderData} />
        )}
      </Stack>
    </Container>
  );
}
