import { Cell, type ColumnConfig } from '@backstage/ui';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { EntityLink } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { DeploymentStatusWord } from '../shared/StatusWord';
import styles from './ModelsPage.module.css';

/** A model as a row: the table wants an `id`. */
export type ModelRow = ModelSummary & { id: string };

function Name({ model }: { model: ModelSummary }) {
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

export const modelColumns: ColumnConfig<ModelRow>[] = [
  {
    id: 'name',
    label: 'Name',
    isRowHeader: true,
    isSortable: true,
    defaultWidth: '3fr',
    minWidth: 150,
    cell: model => (
      <Cell>
        <Name model={model} />
      </Cell>
    ),
  },
  {
    id: 'owner',
    label: 'Owner',
    defaultWidth: '1.4fr',
    minWidth: 100,
    cell: model => (
      <Cell>
        <EntityLink entityRef={model.owner} />
      </Cell>
    ),
  },
  {
    id: 'stages',
    label: 'Stages',
    defaultWidth: '1.2fr',
    minWidth: 88,
    cell: model => (
      <Cell>
        <Stages model={model} />
      </Cell>
    ),
  },
  {
    id: 'deployed',
    label: 'Deployed',
    defaultWidth: '1.1fr',
    minWidth: 128,
    cell: model => (
      <Cell>
        <Deployments model={model} />
      </Cell>
    ),
  },
  {
    id: 'quality',
    label: 'Quality',
    defaultWidth: '1.1fr',
    minWidth: 92,
    cell: model => (
      <Cell>
        <Quality model={model} />
      </Cell>
    ),
  },
  {
    id: 'updatedAt',
    label: 'Updated',
    isSortable: true,
    defaultWidth: '1fr',
    minWidth: 92,
    cell: model => (
      <Cell>
        <Instant at={model.updatedAt} />
      </Cell>
    ),
  },
];
