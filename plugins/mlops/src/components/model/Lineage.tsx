import { Button, Link } from '@backstage/ui';
import type {
  Dataset,
  Deployment,
  Model,
  Source,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { UseQueryResult } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { formatQuantity } from '../../format/numbers';
import { EndpointLink } from '../deployments/EndpointLink';
import { deploymentsServing, roleInWords } from '../serving/servedVersions';
import { Author, EntityLink } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { StageChip } from '../shared/StageChip';
import { isServedElsewhere, targetName } from '../shared/servedElsewhere';
import { DeploymentStatusWord } from '../shared/StatusWord';
import styles from './Lineage.module.css';
import { useConnectors } from './useConnectors';

interface LineageProps {
  model: Model;
  version: Version;
  deployments: UseQueryResult<Deployment[]>;
}

/** With more data sets than this the others are shown on demand. */
const FIRST_SHOWN = 6;
const NOT_RECORDED = 'not recorded';

/** From the data through the run to the version and its endpoints: lists, with lines drawn behind them. */
export function Lineage({ model, version, deployments }: LineageProps) {
  const ref = useRef<HTMLDivElement>(null);
  const { width, height, paths } = useConnectors(ref);
  return (
    <div ref={ref} className={styles.graph}>
      <svg className={styles.lines} width={width} height={height} aria-hidden="true">
        {paths.map(path => (
          <path key={path} d={path} />
        ))}
      </svg>
      <ol
        className={styles.columns}
        aria-label={`How version ${version.version} came about, and what serves it`}
      >
        <Column title="Data sets">
          <Datasets datasets={version.datasets} />
        </Column>
        <Column title="Run">
          <Run source={version.source} />
        </Column>
        <Column title="Version">
          <Node>
            <Name text={`${version.model} v${version.version}`} />
            <span>
              <StageChip stage={version.stage} />
            </span>
            <span className={styles.detail}>
              <Instant at={version.createdAt} /> by <Author name={version.createdBy} />
            </span>
          </Node>
        </Column>
        <Column title="Endpoints">
          <Endpoints model={model} version={version.version} deployments={deployments} />
        </Column>
      </ol>
    </div>
  );
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className={styles.column} data-lineage-column="">
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.nodes} aria-label={title}>
        {children}
      </ul>
    </li>
  );
}

/** Dashed where it stands for something that isn't there. */
function Node({ isMissing, children }: { isMissing?: boolean; children: ReactNode }) {
  return (
    <li className={styles.node} data-lineage-node="" data-missing={isMissing || undefined}>
      {children}
    </li>
  );
}

/** A name in one line, whole on hover. */
function Name({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <span className={styles.name} title={text}>
      {children ?? text}
    </span>
  );
}

function Datasets({ datasets }: { datasets: Dataset[] }) {
  const [showsAll, showAll] = useState(false);
  if (datasets.length === 0) {
    return <Node isMissing>{NOT_RECORDED}</Node>;
  }
  const shown = showsAll ? datasets : datasets.slice(0, FIRST_SHOWN);
  return (
    <>
      {shown.map((dataset, index) => (
        <Node key={index}>
          <Name text={dataset.name}>
            {dataset.entityRef && (
              <EntityLink entityRef={dataset.entityRef}>{dataset.name}</EntityLink>
            )}
          </Name>
          <span className={styles.detail}>{datasetDetail(dataset)}</span>
        </Node>
      ))}
      {shown.length < datasets.length && (
        <li>
          <Button size="small" variant="tertiary" onPress={() => showAll(true)}>
            Show all {datasets.length} data sets
          </Button>
        </li>
      )}
    </>
  );
}

function datasetDetail({ role, rows, from, to }: Dataset): string {
  const size = rows === undefined ? `rows ${NOT_RECORDED}` : formatQuantity(rows, 'row');
  const span = from || to ? [`${from ?? '…'} to ${to ?? '…'}`] : [];
  return [role, size, ...span].join(' · ');
}

function Run({ source }: { source: Source | undefined }) {
  if (!source || Object.keys(source).length === 0) {
    return <Node isMissing>{NOT_RECORDED}</Node>;
  }
  const { project, workflow, run, runUrl, repository, commit, user } = source;
  const name = [workflow, run].filter(Boolean).join(' / ') || (runUrl && 'Run');
  const code = repository?.replace(/^https?:\/\//, '');
  return (
    <Node>
      <Name text={name ?? `Run ${NOT_RECORDED}`}>
        {runUrl && <OutsideLink href={runUrl}>{name}</OutsideLink>}
      </Name>
      <dl className={styles.facts}>
        <dt>Project</dt>
        <dd title={project}>{project ?? NOT_RECORDED}</dd>
        <dt>Code</dt>
        <dd title={code}>
          {repository ? <OutsideLink href={repository}>{code}</OutsideLink> : NOT_RECORDED}
        </dd>
        <dt>Commit</dt>
        <dd title={commit}>{commit ? <code>{commit}</code> : NOT_RECORDED}</dd>
        <dt>By</dt>
        <dd title={user}>{user ? <Author name={user} /> : NOT_RECORDED}</dd>
      </dl>
    </Node>
  );
}

function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </Link>
  );
}

interface EndpointsProps {
  model: Model;
  version: number;
  deployments: UseQueryResult<Deployment[]>;
}

function Endpoints({ model, version, deployments }: EndpointsProps) {
  if (!deployments.data) {
    return (
      <Node isMissing>
        {deployments.isError ? 'The endpoints could not be read' : 'Looking for endpoints…'}
      </Node>
    );
  }
  const serving = deploymentsServing(deployments.data, version);
  if (serving.length === 0) {
    return <Node isMissing>No endpoint serves it</Node>;
  }
  return (
    <>
      {serving.map(({ deployment: { name, status, target }, served }) => (
        <Node key={name}>
          <Name text={name}>
            <EndpointLink entityRef={model.entityRef} deployment={name} />
          </Name>
          <span className={styles.detail}>
            <DeploymentStatusWord status={status} target={target} />
            {/* Of what is served elsewhere the status says so already. */}
            {!isServedElsewhere({ target }) && ` · ${targetName(target)}`} · {roleInWords(served)}
          </span>
        </Node>
      ))}
    </>
  );
}
