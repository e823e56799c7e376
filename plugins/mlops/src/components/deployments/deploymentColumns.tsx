import { Cell, type ColumnConfig } from '@backstage/ui';
import type {
  Deployment,
  DeploymentHealth,
  Environment,
} from '@mlops-backstage/plugin-mlops-common';
import type { ReactNode } from 'react';
import { environmentTitle } from '../serving/byEnvironment';
import { ServingChips } from '../serving/ServingChips';
import { EntityLink } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { targetName } from '../shared/servedElsewhere';
import styles from './DeploymentsPage.module.css';
import { DriftCourse, RowsCourse } from './Courses';
import { EndpointLink } from './EndpointLink';
import { HealthWord } from './HealthWord';

/** How a deployment is doing, as a row: the table wants an `id`. */
export type DeploymentRow = DeploymentHealth & { id: string };

type Column = ColumnConfig<DeploymentRow>;

/** What people name may be longer than any column. */
const NAMES = ['name', 'health'];

const column = (
  id: string,
  label: string,
  width: [min: number, share: string],
  content: (row: DeploymentRow) => ReactNode,
): Column => ({
  id,
  label,
  isRowHeader: id === 'name',
  minWidth: width[0],
  defaultWidth: width[1] as Column['defaultWidth'],
  cell: row => <Cell className={NAMES.includes(id) ? styles.name : undefined}>{content(row)}</Cell>,
});

function Model({ model, entityRef }: Deployment) {
  return entityRef ? <EntityLink entityRef={entityRef}>{model}</EntityLink> : <>{model}</>;
}

function LastTraffic({ lastTrafficAt }: DeploymentHealth) {
  return lastTrafficAt ? (
    <Instant at={lastTrafficAt} />
  ) : (
    <span className={styles.secondary}>Never</span>
  );
}

/** The room that all columns need, in pixels; with less, what served and how much stands under the health. */
const ROOM_FOR_ALL = 1000;

/** The columns of the fleet for so much room, in pixels. */
export function deploymentColumns(room: number, environments: readonly Environment[]): Column[] {
  const name = column('name', 'Endpoint', [150, '1.8fr'], ({ deployment }) => (
    <span className={styles.lines}>
      <EndpointLink entityRef={deployment.entityRef} deployment={deployment.name} />
      <span className={styles.secondary}>
        of <Model {...deployment} />
      </span>
      <span className={styles.secondary}>
        {environmentTitle(environments, deployment.environment)} · {targetName(deployment.target)}
        {deployment.follow && ` · follows ${deployment.follow}`}
      </span>
    </span>
  ));
  const health = (row: DeploymentRow) => (
    <span className={styles.lines}>
      <HealthWord health={row.health} />
      <span className={styles.secondary}>{row.why}</span>
    </span>
  );
  const serves = ({ deployment }: DeploymentRow) => <ServingChips deployment={deployment} />;
  if (room >= ROOM_FOR_ALL) {
    return [
      name,
      column('health', 'Health', [180, '2fr'], health),
      column('serves', 'Serves', [150, '1.3fr'], serves),
      column('rows', 'Rows scored', [150, '1.2fr'], RowsCourse),
      column('drift', 'Average drift', [150, '1.2fr'], DriftCourse),
      column('lastTraffic', 'Last traffic', [110, '0.8fr'], LastTraffic),
    ];
  }
  return [
    name,
    column('health', 'Health', [160, '1.6fr'], row => (
      <span className={styles.lines}>
        {health(row)}
        {serves(row)}
      </span>
    )),
    column('rows', 'Rows and drift', [150, '1.2fr'], row => (
      <span className={styles.lines}>
        <RowsCourse {...row} />
        <DriftCourse {...row} />
      </span>
    )),
  ];
}
