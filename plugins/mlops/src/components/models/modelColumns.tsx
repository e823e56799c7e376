import { Cell, type ColumnConfig } from '@backstage/ui';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import type { ReactNode } from 'react';
import { metricName } from '../../format/metrics';
import { formatMeasure, formatQuantity } from '../../format/numbers';
import { EntityLink } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { DeploymentStatusWord } from '../shared/StatusWord';
import { PROBLEM_TYPES } from './modelListState';
import styles from './ModelsPage.module.css';
import { Tags } from './Tags';

/** A model as a row: the table wants an `id`. */
export type ModelRow = ModelSummary & { id: string };

type Column = ColumnConfig<ModelRow>;

function Name({ model, children }: { model: ModelSummary; children?: ReactNode }) {
  return (
    <span className={styles.name}>
      {model.entityRef && !model.deletedAt ? (
        <EntityLink entityRef={model.entityRef}>{model.name}</EntityLink>
      ) : (
        model.name
      )}
      <span className={styles.description} title={model.description}>
        {model.description}
      </span>
      {children}
      <Tags tags={model.tags} />
    </span>
  );
}

const inWords = ({ stage, version }: ModelSummary['stages'][number], model: ModelSummary) => {
  const aliases = model.aliases.filter(alias => alias.version === version);
  const names = aliases.map(({ alias }) => alias).join(', ');
  return `${stage} v${version}${names && ` (${names})`}`;
};

/** How many versions, and which of them matter: those in a stage and those with a name of their own. */
function Versions({ model }: { model: ModelSummary }) {
  if (!model.latestVersion) {
    return <span className={styles.secondary}>No version yet</span>;
  }
  const staged = model.stages.filter(({ stage }) => stage !== 'None');
  const stagedVersions = new Set(staged.map(({ version }) => version));
  const named = model.aliases.filter(({ version }) => !stagedVersions.has(version));
  return (
    <span className={styles.lines}>
      {staged.map(stage => (
        <span key={stage.stage}>{inWords(stage, model)}</span>
      ))}
      {named.map(({ alias, version }) => (
        <span key={alias}>
          {alias} v{version}
        </span>
      ))}
      {staged.length === 0 && (
        <span className={styles.secondary}>No stage · v{model.latestVersion.version}</span>
      )}
      <span className={styles.secondary}>{formatQuantity(model.versionCount, 'version')}</span>
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
  const latest = model.latestVersion;
  const metric = latest?.headlineMetric;
  if (!metric) {
    return <span className={styles.secondary}>{latest ? 'Not evaluated' : '–'}</span>;
  }
  return (
    <span className={styles.lines} title={`On the ${metric.split} data`}>
      <span className={styles.number}>
        {metricName(metric.name)} {formatMeasure(metric.value)}
      </span>
      <span className={styles.secondary}>v{latest.version}</span>
    </span>
  );
}

function Secondary({ model }: { model: ModelSummary }) {
  const framework = model.latestVersion?.framework;
  return (
    <span className={styles.secondary}>
      {[PROBLEM_TYPES[model.problemType], framework].filter(Boolean).join(' · ')}
    </span>
  );
}

const nameColumn = (below?: (model: ModelRow) => ReactNode): Column => ({
  id: 'name',
  label: 'Name',
  isRowHeader: true,
  isSortable: true,
  defaultWidth: '3fr',
  minWidth: 150,
  cell: model => (
    <Cell className={styles.cell}>
      <Name model={model}>{below?.(model)}</Name>
    </Cell>
  ),
});

const column = (
  id: string,
  label: string,
  minWidth: number,
  content: (model: ModelRow) => ReactNode,
  isSortable = false,
): Column => ({
  id,
  label,
  isSortable,
  minWidth,
  defaultWidth: '1.2fr',
  cell: model => <Cell className={styles.cell}>{content(model)}</Cell>,
});

const QUALITY_WIDTH = 92;

const OWNER = column('owner', 'Owner', 110, m => <EntityLink entityRef={m.owner} />, true);
const PROBLEM = column(
  'problemType',
  'Problem',
  118,
  model => PROBLEM_TYPES[model.problemType],
  true,
);
const FRAMEWORK = column(
  'framework',
  'Framework',
  134,
  model => model.latestVersion?.framework ?? <span className={styles.secondary}>–</span>,
  true,
);
const VERSIONS = column('versions', 'Versions', 118, model => <Versions model={model} />, true);
const DEPLOYED = column('deployed', 'Deployed', 122, model => <Deployments model={model} />);
const QUALITY = column('quality', 'Quality', QUALITY_WIDTH, model => <Quality model={model} />);
const UPDATED = column('updatedAt', 'Updated', 112, m => <Instant at={m.updatedAt} />, true);

/** Enough for the name, the arrow beside it and the padding. */
const metricWidth = (metric: string) => Math.min(180, 58 + 8 * metric.length);

/** A metric that the list is bounded or sorted by: `test.auc`. */
const metricColumn = (metric: string): Column => ({
  ...column(
    `metric:${metric}`,
    metric,
    metricWidth(metric),
    ({ metrics }) => (
      <span className={styles.number}>
        {metrics?.[metric] === undefined ? '–' : formatMeasure(metrics[metric])}
      </span>
    ),
    true,
  ),
});

/** The room that all columns but those for the quality need, in pixels; with less, what a model is stands under its name. */
const ROOM_FOR_ALL = 900;
/** With less than this, the owner and the versions do, too. */
const ROOM_FOR_MOST = 630;

const roomFor = (metrics: readonly string[]) =>
  metrics.length ? metrics.map(metricWidth).reduce((sum, each) => sum + each) : QUALITY_WIDTH;

/** Whether every column has its place, so that its header can sort. */
export function hasRoomForAll(room: number, metrics: readonly string[]): boolean {
  return room - roomFor(metrics) >= ROOM_FOR_ALL;
}

/** The columns of the list for so much room, in pixels. `metrics` are shown in the place of the main one. */
export function modelColumns(room: number, metrics: readonly string[] = []): Column[] {
  const quality = metrics.length ? metrics.map(metricColumn) : [QUALITY];
  if (hasRoomForAll(room, metrics)) {
    return [nameColumn(), OWNER, PROBLEM, FRAMEWORK, VERSIONS, DEPLOYED, ...quality, UPDATED];
  }
  if (room - roomFor(metrics) >= ROOM_FOR_MOST) {
    const what = nameColumn(model => <Secondary model={model} />);
    return [what, OWNER, VERSIONS, DEPLOYED, ...quality, UPDATED];
  }
  const all = nameColumn(model => (
    <>
      <Secondary model={model} />
      <EntityLink entityRef={model.owner} />
      <Versions model={model} />
    </>
  ));
  return [all, DEPLOYED, ...quality, UPDATED];
}

/** The columns of the list of deleted models; `restore` is the action of a row. */
export function deletedColumns(restore: (model: ModelRow) => ReactNode): Column[] {
  return [
    nameColumn(model => <Secondary model={model} />),
    OWNER,
    column('versions', 'Versions', 100, m => formatQuantity(m.versionCount, 'version'), true),
    column('deletedAt', 'Deleted', 110, m => (m.deletedAt ? <Instant at={m.deletedAt} /> : '–')),
    column('restore', 'Action', 150, restore),
  ];
}
