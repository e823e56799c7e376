import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Table } from '@backstage/ui';
import type { AnswerOf, Environment } from '@mlops-backstage/plugin-mlops-common';
import type { HealthListQuery } from '../../queries/monitoring';
import { rootRouteRef } from '../../routes';
import { EmptyState } from '../shared/EmptyState';
import { labelOfPage } from '../shared/pageLabel';
import { useCursorPages } from '../shared/useCursorPages';
import { useWidth } from '../shared/useWidth';
import { deploymentColumns } from './deploymentColumns';
import { isFiltered, PAGE_SIZES } from './deploymentListState';
import { useDeploymentChange } from './useDeploymentChange';

interface DeploymentsTableProps {
  query: HealthListQuery;
  /** Undefined while the first page is on its way. */
  page: AnswerOf<'listDeploymentHealth'> | undefined;
  isStale: boolean;
  environments: readonly Environment[];
}

/** Taken until the width is known. */
const WIDE = 1200;

/** The deployments, the worst first, paged by the backend. */
export function DeploymentsTable({ query, page, isStale, environments }: DeploymentsTableProps) {
  const pages = useCursorPages();
  const change = useDeploymentChange();
  const [ref, width] = useWidth(WIDE);
  const pageSize = query.limit!;
  return (
    <div ref={ref}>
      <Table
        columnConfig={deploymentColumns(width, environments)}
        data={page?.items.map(item => ({ ...item, id: item.deployment.name }))}
        isPending={page === undefined}
        isStale={isStale}
        pagination={{
          type: 'page',
          pageSize,
          pageSizeOptions: PAGE_SIZES,
          offset: pages.pagesBefore * pageSize,
          totalCount: page?.totalItems,
          hasNextPage: page?.nextCursor !== undefined,
          hasPreviousPage: pages.pagesBefore > 0,
          onNextPage: () => page?.nextCursor && pages.next(page.nextCursor),
          onPreviousPage: pages.previous,
          onPageSizeChange: limit => change({ limit }),
          getLabel: () => labelOfPage(page, pages.pagesBefore * pageSize),
        }}
        emptyState={<NoDeployments query={query} />}
      />
    </div>
  );
}

/** Why the list is empty, and the next step. */
function NoDeployments({ query }: { query: HealthListQuery }) {
  const change = useDeploymentChange();
  const models = useRouteRef(rootRouteRef)?.() ?? '/mlops';
  if (isFiltered(query)) {
    return (
      <EmptyState
        title="No deployment matches"
        actions={
          <Button
            variant="secondary"
            onPress={() => change({ search: undefined, environment: undefined, health: undefined })}
          >
            Clear the filters
          </Button>
        }
      >
        Of the deployments that you may see, none fits all the filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing is deployed yet"
      actions={
        <ButtonLink variant="secondary" href={models}>
          Show the models
        </ButtonLink>
      }
    >
      Open a model, and deploy one of its versions on the tab “Serving”: its endpoint is then listed
      here with all others.
    </EmptyState>
  );
}
