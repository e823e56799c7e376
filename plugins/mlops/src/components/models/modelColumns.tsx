import { Cell, type ColumnConfig } from '@backstage/ui';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import type { ReactNode } from 'react';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { EntityLink } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { DeploymentStatusWord } from '../shared/StatusWord';
import styles from './ModelsPage.module.css';

/** A model as a row: the table wants an `id`. */
export type ModelRow = ModelSummary & { id: string };

function Name({ model, children }: { model: ModelSummary; children?: ReactNode }) {
  return (
    <span className={styles.name}>
      {model.entityRef ? (
        <EntityLink entityRef={model.entityRef}>{model.name}</EntityLink>
      ) : (
        model.name
      )}
      <span className={styles.description} title={model.description}>
        {model.description}
      </span>
      {children}
    </span>
  );
}

function Stages({ model }: { model: ModelSummary }) {
  const staged = model.stages.filter(({ stage }) => stage !== 'None');
  if (staged.length === 0) {
    return <span className={styles.secondary}>No stage · v{model.latestVersion.version}</span>;
  }
  return (
    <span className={styles.lines}>
      {staged.map(({ stage, version }) => (
        <span key={stage}>
          {stage} v{version}
        </span>
      ))}
    </span>
  );
}

function Deployments({ model }: { model: ModelSummary }) {
  if (model.deployments.length === 0) {
    return <span className={styles.secondary}>Not deployed</span>;
  }
  return (
    <span className={styles.lines}>
      {model.deployments.map(({ name, status, version }) => (
        <span key={name} title={name}>
          <DeploymentStatusWord status={status} version={version} />
        </span>
      ))}
    </span>
  );
}

function Quality({ model }: { model: ModelSummary }) {
  const metric = model.latestVersion.headlineMetric;
  if (!metric) {
    return <span className={styles.secondary}>Not evaluated</span>;
  }
  return (
    <span className={styles.lines} title={`On the ${metric.split} data`}>
      <span className={styles.number}>
        {metricName(metric.name)} {formatMeasure(metric.value)}
      </span>
      <span className={styles.secondary}>v{model.latestVersion.version}</span>
    </span>
  );
}

/** Less room than this, in pixels, and the owner and the stages stand under the name. */
const ROOM_FOR_ALL = 780;

/** The columns of the list for so much room, in pixels. */
export function modelColumns(room: number): ColumnConfig<ModelRow>[] {
  const hasAll = room >= ROOM_FOR_ALL;
  const columns: Array<ColumnConfig<ModelRow> | false> = [
    {
      id: 'name',
      label: 'Name',
      isRowHeader: true,
      isSortable: true,
      defaultWidth: '3fr',
      minWidth: 150,
      cell: model => (
        <Cell className={styles.cell}>
          <Name model={model}>
            {!hasAll && (
              <>
                <EntityLink entityRef={model.owner} />
                <Stages model={model} />
              </>
            )}
          </Name>
        </Cell>
      ),
    },
    hasAll && {
      id: 'owner',
      label: 'Owner',
      defaultWidth: '1.5fr',
      minWidth: 120,
      cell: model => (
        <Cell className={styles.cell}>
          <EntityLink entityRef={model.owner} />
        </Cell>
      ),
    },
    hasAll && {
      id: 'stages',
      label: 'Stages',
      defaultWidth: '1.2fr',
      minWidth: 104,
      cell: model => (
        <Cell className={styles.cell}>
          <Stages model={model} />
        </Cell>
      ),
    },
    {
      id: 'deployed',
      label: 'Deployed',
      defaultWidth: '1.3fr',
      minWidth: 134,
      cell: model => (
        <Cell className={styles.cell}>
          <Deployments model={model} />
        </Cell>
      ),
    },
    {
      id: 'quality',
      label: 'Quality',
      defaultWidth: '1.2fr',
      minWidth: 104,
      cell: model => (
        <Cell className={styles.cell}>
          <Quality model={model} />
        </Cell>
      ),
    },
    {
      id: 'updatedAt',
      label: 'Updated',
      isSortable: true,
      defaultWidth: '1.2fr',
      minWidth: 114,
      cell: model => (
        <Cell className={styles.cell}>
          <Instant at={model.updatedAt} />
        </Cell>
      ),
    },
  ];
  return columns.filter(column => column !== false);
}
