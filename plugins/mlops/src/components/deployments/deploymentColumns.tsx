import { Cell, type ColumnConfig } from '@backstage/ui';
import type { Deployment, Environment } from '@mlops-backstage/plugin-mlops-common';
import type { ReactNode } from 'react';
import { environmentTitle } from '../serving/byEnvironment';
import { ServingChips } from '../serving/ServingChips';
import { EntityLink } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { DeploymentStatusWord } from '../shared/StatusWord';
import styles from './DeploymentsPage.module.css';
import { EndpointLink } from './EndpointLink';

/** A deployment as a row: the table wants an `id`. */
export type DeploymentRow = Deployment & { id: string };

type Column = ColumnConfig<DeploymentRow>;

/** What people name may be longer than any column. */
const NAMES = ['name', 'model'];

const column = (
  id: string,
  label: string,
  width: [min: number, share: string],
  content: (deployment: DeploymentRow) => ReactNode,
): Column => ({
  id,
  label,
  isRowHeader: id === 'name',
  minWidth: width[0],
  defaultWidth: width[1] as Column['defaultWidth'],
  cell: deployment => (
    <Cell className={NAMES.includes(id) ? styles.name : undefined}>{content(deployment)}</Cell>
  ),
});

function Model({ model, entityRef }: Deployment) {
  return entityRef ? <EntityLink entityRef={entityRef}>{model}</EntityLink> : <>{model}</>;
}

function Status({ status, statusMessage }: Deployment) {
  return (
    <span className={styles.lines}>
      <DeploymentStatusWord status={status} />
      {statusMessage && <span className={styles.secondary}>{statusMessage}</span>}
    </span>
  );
}

/** The room that all columns need, in pixels; with less, where an endpoint belongs stands under its name. */
const ROOM_FOR_ALL = 1000;

/** The columns of the fleet for so much room, in pixels. */
export function deploymentColumns(room: number, environments: readonly Environment[]): Column[] {
  const titleOf = ({ environment }: Deployment) => environmentTitle(environments, environment);
  const follow = (deployment: Deployment) =>
    deployment.follow ?? <span className={styles.secondary}>No stage</span>;
  const serves = column('serves', 'Serves', [166, '2fr'], deployment => (
    <ServingChips deployment={deployment} />
  ));
  const status = column('status', 'Status', [122, '1.2fr'], Status);
  const link = ({ name, entityRef }: Deployment) => (
    <EndpointLink entityRef={entityRef} deployment={name} />
  );
  if (room >= ROOM_FOR_ALL) {
    return [
      column('name', 'Endpoint', [140, '2fr'], link),
      column('model', 'Model', [128, '1.6fr'], Model),
      column('environment', 'Environment', [132, '1fr'], titleOf),
      column('target', 'Target', [105, '1fr'], ({ target }) => target),
      status,
      serves,
      column('follow', 'Follows', [106, '1fr'], follow),
      column('updatedAt', 'Updated', [98, '1fr'], ({ updatedAt }) => <Instant at={updatedAt} />),
    ];
  }
  return [
    column('name', 'Endpoint', [130, '2fr'], deployment => (
      <span className={styles.lines}>
        {link(deployment)}
        <span className={styles.secondary}>
          of <Model {...deployment} />
        </span>
        <span className={styles.secondary}>
          {titleOf(deployment)} · {deployment.target}
          {deployment.follow && ` · follows ${deployment.follow}`}
        </span>
      </span>
    )),
    column('status', 'Status', [122, '1.2fr'], deployment => (
      <span className={styles.lines}>
        <Status {...deployment} />
        <span className={styles.secondary}>
          changed <Instant at={deployment.updatedAt} />
        </span>
      </span>
    )),
    serves,
  ];
}
