import { Table } from '@backstage/ui';
import {
  mlopsDeploymentDeployPermission,
  type Deployment,
  type Model,
} from '@mlops-backstage/plugin-mlops-common';
import { RiLockLine } from '@remixicon/react';
import { useState } from 'react';
import { useVersion, useVersionPage } from '../../queries/versions';
import { DeployDialog } from '../serving/DeployDialog';
import { Failure } from '../shared/Answer';
import { useCursorPages } from '../shared/useCursorPages';
import { useModelRefusal } from '../shared/useRefusal';
import styles from './ModelTab.module.css';
import { versionColumns } from './versionColumns';

interface VersionsTableProps {
  model: Model;
  deployments: Deployment[];
  selected: number | undefined;
  onSelect(version: number): void;
}

const PAGE_SIZE = 10;

/** The versions of a model, newest first; a row selects its version. */
export function VersionsTable({ model, deployments, selected, onSelect }: VersionsTableProps) {
  const pages = useCursorPages('versionsCursor');
  const page = useVersionPage(model.name, pages.cursor, PAGE_SIZE);
  const refusal = useModelRefusal(mlopsDeploymentDeployPermission, model.name);
  const baseline = useVersion(model.name, deployments.find(d => d.version !== undefined)?.version);
  const [deploying, setDeploying] = useState<number>();
  if (page.isError && !page.data) {
    return <Failure what="the versions" error={page.error} onRetry={() => page.refetch()} />;
  }
  return (
    <>
      {refusal && (
        <p id="mlops-deploy-refusal" className={styles.refusal}>
          <RiLockLine size={14} aria-hidden="true" /> Deploying: {refusal}
        </p>
      )}
      <Table
        columnConfig={versionColumns({
          deployments,
          baseline: baseline.data,
          canDeploy: refusal === undefined,
          onDeploy: setDeploying,
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
      {deploying !== undefined && (
        <DeployDialog
          model={model}
          deployments={deployments}
          version={deploying}
          onClose={() => setDeploying(undefined)}
        />
      )}
    </>
  );
}
