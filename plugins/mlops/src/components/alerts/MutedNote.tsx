import type { AlertMute } from '@mlops-backstage/plugin-mlops-common';
import { RiNotificationOffLine } from '@remixicon/react';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import styles from './Alerts.module.css';

/** Until when nobody is told, by whom and why. */
export function MutedNote({ mute: { until, mutedBy, reason } }: { mute: AlertMute }) {
  return (
    <span className={styles.muted}>
      <RiNotificationOffLine size={14} aria-hidden="true" />
      <span>
        Mute, ending <Instant at={until} />, by <Author name={mutedBy} />: “{reason}”
      </span>
    </span>
  );
}
