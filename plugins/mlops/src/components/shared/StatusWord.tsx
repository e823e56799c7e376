import type { DeploymentStatus } from '@mlops-backstage/plugin-mlops-common';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiIndeterminateCircleLine,
  RiInformationFill,
  RiLoader4Line,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import { isServedElsewhere, SERVED_ELSEWHERE } from './servedElsewhere';
import styles from './StatusWord.module.css';

export type Tone = 'good' | 'busy' | 'info' | 'warning' | 'bad' | 'idle';

const ICONS: Record<Tone, RemixiconComponentType> = {
  good: RiCheckboxCircleFill,
  busy: RiLoader4Line,
  info: RiInformationFill,
  warning: RiAlertFill,
  bad: RiCloseCircleFill,
  idle: RiIndeterminateCircleLine,
};

const DEPLOYMENT: Record<DeploymentStatus, [Tone, string]> = {
  online: ['good', 'Online'],
  deploying: ['busy', 'Deploying'],
  failed: ['bad', 'Failed'],
  undeployed: ['idle', 'Undeployed'],
};

/** A state as a word with an icon: the colour is never the only signal. */
export function StatusWord({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <span className={styles.status} data-tone={tone}>
      <Icon size={16} aria-hidden="true" className={styles.icon} />
      {children}
    </span>
  );
}

function wordOf(status: DeploymentStatus, target: string): [Tone, string] {
  return status === 'online' && isServedElsewhere({ target })
    ? ['info', SERVED_ELSEWHERE]
    : DEPLOYMENT[status];
}

/** The status of a deployment in a word that stands within a sentence or a list. */
export const deploymentStatusName = ({
  status,
  target,
}: {
  status: DeploymentStatus;
  target: string;
}): string => wordOf(status, target)[1].toLocaleLowerCase('en-US');

interface DeploymentStatusWordProps {
  status: DeploymentStatus;
  /** Said beside the status where it isn't clear from elsewhere. */
  version?: number;
  /** Of one that is served elsewhere nobody here knows whether it is online. */
  target: string;
}

export function DeploymentStatusWord({ status, version, target }: DeploymentStatusWordProps) {
  const [tone, word] = wordOf(status, target);
  return (
    <StatusWord tone={tone}>
      {word}
      {version !== undefined && ` v${version}`}
    </StatusWord>
  );
}
