import { Cell, type ColumnConfig } from '@backstage/ui';
import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import type { ReactNode } from 'react';
import { metricName } from '../../format/metrics';
import { formatMeasure, formatQuantity } from '../../format/numbers';
import { AlertMark } from '../alerts/AlertMark';
import { EntityLink } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { StageChip } from '../shared/StageChip';
import { DeployedCell } from './DeployedCell';
import { ModelRowMenu } from './ModelRowMenu';
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
      <AlertMark model={model} />
      <Tags tags={model.tags} />
    </span>
  );
}

const namesOf = (version: number, { aliases }: ModelSummary) =>
  aliases.filter(alias => alias.version === version).map(({ alias }) => alias);

/** A version with its names: `v2 (champion)`. */
function inWords(version: number, model: ModelSummary): string {
  const names = namesOf(version, model);
  return `v${version}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
}

const stagedIn = ({ stages }: ModelSummary) =>
  ['Production', 'Staging'].flatMap(stage => stages.find(each => each.stage === stage) ?? []);
const isStaged = (model: ModelSummary) => stagedIn(model).length > 0;

/** The newest version in production, and the one on the way there. */
function Production({ model }: { model: ModelSummary }) {
  const staged = stagedIn(model);
  if (staged.length === 0) {
    return <span className={styles.secondary}>–</span>;
  }
  return (
    <span className={styles.lines}>
      {staged.map(({ stage, version }) => (
        <span key={stage} className={styles.staged}>
          <StageChip stage={stage} /> <span>{inWords(version, model)}</span>
        </span>
      ))}
    </span>
  );
}

/** How many versions, and those that have a name of their own but no stage that counts. */
function Versions({ model }: { model: ModelSummary }) {
  if (!model.latestVersion) {
    return <span className={styles.secondary}>No version yet</span>;
  }
  const staged = model.stages
    .filter(({ stage }) => stage === 'Production' || stage === 'Staging')
    .map(({ version }) => version);
  const named = model.aliases.filter(({ version }) => !staged.includes(version));
  return (
    <span className={styles.lines}>
      <span className={styles.secondary}>{formatQuantity(model.versionCount, 'version')}</span>
      {named.map(({ alias, version }) => (
        <span key={alias} className={styles.secondary}>
          {alias} v{version}
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

const QUALITY_WIDTH = 104;

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
const PRODUCTION = column('production', 'Production', 162, model => <Production model={model} />);
const VERSIONS = column('versions', 'Versions', 104, model => <Versions model={model} />, true);
const deployed = (minWidth: number) =>
  column('deployed', 'Deployed', minWidth, model => <DeployedCell model={model} />);
/** Each status on one line. */
const DEPLOYED = deployed(176);
const DEPLOYED_NARROW = deployed(122);
const QUALITY = column('quality', 'Quality', QUALITY_WIDTH, model => <Quality model={model} />);
const UPDATED = column('updatedAt', 'Updated', 112, m => <Instant at={m.updatedAt} />, true);
const ACTIONS: Column = {
  id: 'actions',
  label: 'Actions',
  width: 84,
  cell: model => (
    <Cell>
      <ModelRowMenu model={model} />
    </Cell>
  ),
};

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
const ROOM_FOR_ALL = 1190;
/** With less than this, the owner and the stages do, too. */
const ROOM_FOR_MOST = 880;

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
    const whatItIs = [OWNER, PROBLEM, FRAMEWORK, PRODUCTION, VERSIONS, DEPLOYED];
    return [nameColumn(), ...whatItIs, ...quality, UPDATED, ACTIONS];
  }
  if (room - roomFor(metrics) >= ROOM_FOR_MOST) {
    const what = nameColumn(model => (
      <>
        <Secondary model={model} />
        <Versions model={model} />
      </>
    ));
    return [what, OWNER, PRODUCTION, DEPLOYED, ...quality, UPDATED, ACTIONS];
  }
  const all = nameColumn(model => (
    <>
      <Secondary model={model} />
      <EntityLink entityRef={model.owner} />
      {isStaged(model) && <Production model={model} />}
      <Versions model={model} />
      <span className={styles.secondary}>
        Updated <Instant at={model.updatedAt} />
      </span>
    </>
  ));
  return [all, DEPLOYED_NARROW, ...quality, ACTIONS];
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
