import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import type { RefObject } from 'react';
import styles from './Audit.module.css';
import { AuditEventRow } from './AuditEventRow';

interface AuditEventTableProps {
  events: readonly AuditEvent[];
  isStale: boolean;
  /** Places of the events that are expanded. */
  open: readonly number[];
  onOpenChange(seq: number, isOpen: boolean): void;
  /** The place that is pointed at, and where its row is to be found. */
  pointed?: { seq: number | undefined; row: RefObject<HTMLTableRowElement> };
}

/** Events, one line each. */
export function AuditEventTable(props: AuditEventTableProps) {
  const { events, isStale, open, onOpenChange, pointed } = props;
  return (
    <div className={styles.scroll}>
      <table className={styles.events} aria-busy={isStale}>
        <caption className={styles.hidden}>Audit events</caption>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Outcome</th>
            <th scope="col">
              <span className={styles.hidden}>Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map(event => (
            <AuditEventRow
              key={event.seq}
              ref={event.seq === pointed?.seq ? pointed.row : undefined}
              event={event}
              isPointed={event.seq === pointed?.seq}
              isOpen={open.includes(event.seq)}
              onOpenChange={isOpen => onOpenChange(event.seq, isOpen)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
