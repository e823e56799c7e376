import { Cell, CellText, type ColumnConfig } from '@backstage/ui';
import type { Deployment, Version } from '@mlops-backstage/plugin-mlops-common';
import { formatName } from '../../format/artifacts';
import { compareMetric, metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { versionColour } from '../charts/palette';
import { ActionMenu, type MenuAction } from '../shared/ActionMenu';
import { Chips } from '../shared/Chips';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { deploymentsServing, roleInWords } from '../serving/servedVersions';
import { StageChip } from '../shared/StageChip';
import { DeploymentStatusWord } from '../shared/StatusWord';
import type { Baseline } from './baseline';
import styles from './ModelTab.module.css';

/** A version as a row: the table wants an `id`. */
export type VersionRow = Version & { id: number };

interface MetricProps {
  version: Version;
  /** The version to compare with, once it is read, and what it is. */
  baseline: Version | undefined;
  role: Baseline['role'] | undefined;
}

interface VersionColumnsOptions extends Omit<MetricProps, 'version'> {
  deployments: Deployment[];
  actionsOf(version: Version): MenuAction[];
}

function MainMetric({ version, baseline, role }: MetricProps) {
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
          {difference.verdict === 'worse' && ', worse'} than v{baseline!.version} ({role})
        </span>
      )}
    </span>
  );
}

function Served({ version, deployments }: { version: Version; deployments: Deployment[] }) {
  const serving = deploymentsServing(deployments, version.version);
  return serving.length === 0 ? (
    <span className={styles.secondary}>–</span>
  ) : (
    <span className={`${styles.lines} ${styles.served}`}>
      {serving.map(({ deployment: { name, status, target }, served }) => (
        <span key={name} title={name}>
          <DeploymentStatusWord status={status} target={target} />
          {served.role !== 'champion' && (
            <span className={styles.secondary}> {roleInWords(served)}</span>
          )}
        </span>
      ))}
    </span>
  );
}

export function versionColumns(options: VersionColumnsOptions): ColumnConfig<VersionRow>[] {
  const { deployments, baseline, role, actionsOf } = options;
  return [
    {
      id: 'version',
      label: 'Version',
      isRowHeader: true,
      defaultWidth: '1.2fr',
      minWidth: 95,
      cell: version => (
        <Cell>
          <span className={styles.lines}>
            <span className={styles.version}>
              <span
                className={styles.swatch}
                style={{ background: versionColour(version.version) }}
                aria-hidden="true"
              />
              v{version.version}
            </span>
            {version.aliases.length > 0 && (
              <Chips label={`Aliases of version ${version.version}`} names={version.aliases} />
            )}
          </span>
        </Cell>
      ),
    },
    {
      id: 'stage',
      label: 'Stage',
      defaultWidth: '1fr',
      minWidth: 136,
      cell: version => (
        <Cell>
          <StageChip stage={version.stage} />
        </Cell>
      ),
    },
    {
      id: 'served',
      label: 'Served',
      defaultWidth: '1fr',
      minWidth: 110,
      cell: version => (
        <Cell>
          <Served version={version} deployments={deployments} />
        </Cell>
      ),
    },
    {
      id: 'metric',
      label: 'Main metric',
      defaultWidth: '1.7fr',
      minWidth: 112,
      cell: version => (
        <Cell>
          <MainMetric version={version} baseline={baseline} role={role} />
        </Cell>
      ),
    },
    {
      id: 'algorithm',
      label: 'Algorithm',
      defaultWidth: '1.8fr',
      minWidth: 80,
      cell: version => (
        <CellText
          title={version.algorithm ?? 'Not told'}
          description={[
            [version.framework?.name, version.framework?.version].filter(Boolean).join(' '),
            formatName(version.format),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      ),
    },
    {
      id: 'created',
      label: 'Created',
      defaultWidth: '1.2fr',
      minWidth: 85,
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
      width: 104,
      cell: version => (
        <Cell>
          <ActionMenu
            label={`Actions on version ${version.version}`}
            actions={actionsOf(version)}
          />
        </Cell>
      ),
    },
  ];
}
