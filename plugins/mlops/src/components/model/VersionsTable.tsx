import { Table } from '@backstage/ui';
import type { Deployment, Model } from '@mlops-backstage/plugin-mlops-common';
import { useVersion, useVersionPage } from '../../queries/versions';
import { Failure } from '../shared/Answer';
import { useCursorPages } from '../shared/useCursorPages';
import { baselineOf } from './baseline';
import type { VersionActions } from './useVersionActions';
import { versionColumns } from './versionColumns';

interface VersionsTableProps {
  model: Model;
  deployments: Deployment[];
  actions: VersionActions;
  selected: number | undefined;
  onSelect(version: number): void;
}

const PAGE_SIZE = 10;

/** The versions of a model, newest first; a row selects its version. */
export function VersionsTable(props: VersionsTableProps) {
  const { model, deployments, actions, selected, onSelect } = props;
  const pages = useCursorPages('versionsCursor');
  const page = useVersionPage(model.name, pages.cursor, PAGE_SIZE);
  const comparedWith = baselineOf(model, deployments);
  const baseline = useVersion(model.name, comparedWith?.version);
  if (page.isError && !page.data) {
    return <Failure what="the versions" error={page.error} onRetry={() => page.refetch()} />;
  }
  return (
    <Table
      columnConfig={versionColumns({
        deployments,
        baseline: baseline.data,
        role: comparedWith?.role,
        actionsOf: actions.of,
      })}
      data={page.data?.items.map(version => ({ ...version, id: version.version }))}
      isPending={page.isPending}
      isStale={page.isPlaceholderData}
      selection={{
        mode: 'single',
        behavior: 'replace',
        selected: selected === undefined ? [] : [String(selected)],
        onSelectionChange: keys => keys !== 'all' && keys.forEach(key => onSelect(Number(key))),
      }}
      pagination={
        page.data && page.data.totalItems <= PAGE_SIZE
          ? { type: 'none' }
          : {
              type: 'page',
              pageSize: PAGE_SIZE,
              pageSizeOptions: [],
              offset: pages.pagesBefore * PAGE_SIZE,
              totalCount: page.data?.totalItems,
              hasNextPage: page.data?.nextCursor !== undefined,
              hasPreviousPage: pages.pagesBefore > 0,
              onNextPage: () => page.data?.nextCursor && pages.next(page.data.nextCursor),
              onPreviousPage: pages.previous,
            }
      }
    />
  );
}
