import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import {
  RiArrowUpCircleLine,
  RiCloseCircleLine,
  RiPercentLine,
  RiSeedlingLine,
} from '@remixicon/react';
import { metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { useVersion } from '../../queries/versions';
import { ActionMenu, type MenuAction } from '../shared/ActionMenu';
import { PlainTable } from '../shared/PlainTable';
import { StageChip } from '../shared/StageChip';
import { formatShare, ROLES, type ServedVersion } from './servedVersions';
import styles from './Serving.module.css';
import { VersionSwatch } from './VersionSwatch';
import type { ServingDialog } from './ServingDialog';

interface ServedTableProps {
  deployment: Deployment;
  served: ServedVersion[];
  /** Why the person may change nothing here; undefined where they may. */
  refusal: string | undefined;
  onOpen(dialog: ServingDialog): void;
}

/** The versions that serve, with what can be done to each in its role. */
export function ServedTable({ deployment, served, refusal, onOpen }: ServedTableProps) {
  const { model, canary } = deployment;
  return (
    <div className={styles.served}>
      <PlainTable
        caption={`Versions that ${deployment.name} serves`}
        hideCaption
        rows={served}
        columns={[
          {
            id: 'role',
            label: 'Role',
            value: ({ version, role }) => (
              <span className={styles.role}>
                <VersionSwatch version={version} role={role} />
                {ROLES[role]}
              </span>
            ),
          },
          { id: 'version', label: 'Version', value: ({ version }) => `v${version}` },
          {
            id: 'stage',
            label: 'Stage',
            value: ({ version }) => <Stage model={model} version={version} />,
          },
          {
            id: 'quality',
            label: 'Quality',
            value: ({ version }) => <Quality model={model} version={version} />,
          },
          {
            id: 'share',
            label: 'Requests',
            align: 'end',
            value: ({ role, share }) => (role === 'challenger' ? 'copies' : formatShare(share)),
          },
          {
            id: 'actions',
            label: 'Actions',
            align: 'end',
            value: each =>
              each.role === 'champion' ? null : (
                <ActionMenu
                  label={`Actions on the ${each.role} v${each.version}`}
                  actions={actionsOn(each, canary, refusal, onOpen)}
                />
              ),
          },
        ]}
      />
    </div>
  );
}

function actionsOn(
  { role, version }: ServedVersion,
  canary: Deployment['canary'],
  refusal: string | undefined,
  onOpen: (dialog: ServingDialog) => void,
): MenuAction[] {
  if (role === 'canary') {
    return [
      {
        id: 'share',
        label: 'Change the share…',
        icon: <RiPercentLine />,
        refusal,
        onAction: () => onOpen({ kind: 'canary' }),
      },
      {
        id: 'champion',
        label: 'Make it the champion…',
        icon: <RiArrowUpCircleLine />,
        refusal,
        onAction: () => onOpen({ kind: 'make-champion' }),
      },
      {
        id: 'remove',
        label: 'Take away…',
        icon: <RiCloseCircleLine />,
        isDestructive: true,
        refusal,
        onAction: () => onOpen({ kind: 'remove-canary' }),
      },
    ];
  }
  return [
    {
      id: 'canary',
      label: canary ? 'Make it the canary instead…' : 'Make it the canary…',
      icon: <RiSeedlingLine />,
      refusal,
      onAction: () => onOpen({ kind: 'canary', version }),
    },
    {
      id: 'remove',
      label: 'Take away…',
      icon: <RiCloseCircleLine />,
      isDestructive: true,
      refusal,
      onAction: () => onOpen({ kind: 'remove-challenger', version }),
    },
  ];
}

interface VersionCellProps {
  model: string;
  version: number;
}

function Stage({ model, version }: VersionCellProps) {
  const { data, isError } = useVersion(model, version);
  if (data) {
    return <StageChip stage={data.stage} />;
  }
  return <>{isError ? 'Could not be read' : '…'}</>;
}

function Quality({ model, version }: VersionCellProps) {
  const { data } = useVersion(model, version);
  const metric = data?.headlineMetric;
  return (
    <>
      {metric ? `${metricName(metric.name)} ${formatMeasure(metric.value)} (${metric.split})` : '–'}
    </>
  );
}
