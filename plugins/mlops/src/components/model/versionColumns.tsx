import { Button, Cell, CellText, type ColumnConfig } from '@backstage/ui';
import type { Deployment, Version } from '@mlops-backstage/plugin-mlops-common';
import { compareMetric, metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { versionColour } from '../charts/palette';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { DeploymentStatusWord } from '../shared/StatusWord';
import styles from './ModelTab.module.css';

/** A version as a row: the table wants an `id`. */
export type VersionRow = Version & { id: number };

interface VersionColumnsOptions {
  deployments: Deployment[];
  /** The deployed version, which the others are compared with. */
  baseline: Version | undefined;
  canDeploy: boolean;
  onDeploy(version: number): void;
}

interface MetricProps {
  version: Version;
  baseline: Version | undefined;
}

function MainMetric({ version, baseline }: MetricProps) {
  const metric = version.headlineMetric;
  if (!metric) {
    return <span className={styles.secondary}>Not evaluated</span>;
  }
  const other = baseline?.metrics[metric.split]?.[metric.name];
  const difference =
    baseline && baseline.version !== version.version && other !== undefined
      ? compareMetric(metric.name, metric.value, other)
      : undefined;
  return (
    <span className={styles.lines} title={`On the ${metric.split} data`}>
      <span className={styles.number}>
        {metricName(metric.name)} {formatMeasure(metric.value)}
      </span>
      {difference && (
        <span className={styles.secondary}>
          {difference.text}
          {difference.verdict === 'better' && ', better'}
          {difference.verdict === 'worse' && ', worse'} than v{baseline!.version}
        </span>
      )}
    </span>
  );
}

function Served({ version, deployments }: { version: Version; deployments: Deployment[] }) {
  const serving = deployments.filter(d => d.version === version.version);
  return serving.length === 0 ? (
    <span className={styles.secondary}>–</span>
  ) : (
    <span className={styles.lines}>
      {serving.map(({ name, status }) => (
        <span key={name} title={name}>
          <DeploymentStatusWord status={status} />
        </span>
      ))}
    </span>
  );
}

export function versionColumns(options: VersionColumnsOptions): ColumnConfig<VersionRow>[] {
  const { deployments, baseline, canDeploy, onDeploy } = options;
  return [
    {
      id: 'version',
      label: 'Version',
      isRowHeader: true,
      defaultWidth: '0.8fr',
      minWidth: 90,
      cell: version => (
        <Cell>
          <span className={styles.version}>
            <span
              className={styles.swatch}
              style={{ background: versionColour(version.version) }}
              aria-hidden="true"
            />
            v{version.version}
          </span>
        </Cell>
      ),
    },
    {
      id: 'stage',
      label: 'Stage',
      defaultWidth: '0.9fr',
      minWidth: 90,
      cell: version => <CellText title={version.stage === 'None' ? 'No stage' : version.stage} />,
    },
    {
      id: 'served',
      label: 'Served',
      defaultWidth: '1fr',
      minWidth: 100,
      cell: version => (
        <Cell>
          <Served version={version} deployments={deployments} />
        </Cell>
      ),
    },
    {
      id: 'algorithm',
      label: 'Algorithm',
      defaultWidth: '2fr',
      minWidth: 130,
      cell: version => (
        <CellText
          title={version.algorithm ?? 'Unknown'}
          description={[version.framework?.name, version.framework?.version]
            .filter(Boolean)
            .join(' ')}
        />
      ),
    },
    {
      id: 'metric',
      label: 'Main metric',
      defaultWidth: '1.5fr',
      minWidth: 130,
      cell: version => (
        <Cell>
          <MainMetric version={version} baseline={baseline} />
        </Cell>
      ),
    },
    {
      id: 'created',
      label: 'Created',
      defaultWidth: '1.2fr',
      minWidth: 120,
      cell: version => (
        <Cell>
          <span className={styles.lines}>
            <Instant at={version.createdAt} />
            <span className={styles.secondary}>
              by <Author name={version.createdBy} />
            </span>
          </span>
        </Cell>
      ),
    },
    {
      id: 'actions',
      label: 'Actions',
      width: 110,
      cell: version => (
        <Cell>
          <Button
            size="small"
            variant="secondary"
            isDisabled={!canDeploy}
            aria-label={`Deploy version ${version.version}`}
            aria-describedby={canDeploy ? undefined : 'mlops-deploy-refusal'}
            onPress={() => onDeploy(version.version)}
          >
            Deploy
          </Button>
        </Cell>
      ),
    },
  ];
}
