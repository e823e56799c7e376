import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Container } from '@backstage/ui';
import { mlopsTokenSearchPermission } from '@mlops-backstage/plugin-mlops-common';
import { RiKey2Line } from '@remixicon/react';
import { useId } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useHealthPage } from '../../queries/monitoring';
import { Failure } from '../shared/Answer';
import { Stack } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { TokenFinder } from '../tokens/TokenFinder';
import { DeploymentFilterFields } from './DeploymentFilterFields';
import { deploymentQueryFrom } from './deploymentListState';
import styles from './DeploymentsPage.module.css';
import { DeploymentsTable } from './DeploymentsTable';
import { FleetSummary } from './FleetSummary';

/** The fleet: how every deployment of the models is doing that the signed-in person may see. */
export function DeploymentsPage() {
  const [search] = useSearchParams();
  const query = deploymentQueryFrom(search);
  const page = useHealthPage(query);
  const environments = useLifecyclePolicy().data?.environments ?? [];
  const { allowed: mayFindTokens } = usePermission({ permission: mlopsTokenSearchPermission });
  const [finder, setFinder] = useSearchState('tokens');
  const finderId = useId();
  const isFinding = mayFindTokens && finder === 'open';
  return (
    <Container className={styles.page}>
      <Stack>
        <div className={styles.top}>
          <DeploymentFilterFields environments={environments} />
          {mayFindTokens && (
            <Button
              variant="secondary"
              iconStart={<RiKey2Line />}
              aria-expanded={isFinding}
              aria-controls={isFinding ? finderId : undefined}
              onPress={() => setFinder(isFinding ? undefined : 'open')}
            >
              Whose token is this?
            </Button>
          )}
        </div>
        {isFinding && <TokenFinder id={finderId} />}
        <FleetSummary page={page.data} />
        {page.isError && !page.data ? (
          <Failure what="the deployments" error={page.error} onRetry={() => page.refetch()} />
        ) : (
          <DeploymentsTable
            query={query}
            page={page.data}
            isStale={page.isPlaceholderData}
            environments={environments}
          />
        )}
      </Stack>
    </Container>
  );
}
