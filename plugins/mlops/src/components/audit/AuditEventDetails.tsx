import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import { formatInstant } from '../../format/instants';
import { formatCount } from '../../format/numbers';
import { CopyButton } from '../shared/CopyButton';
import { Author } from '../shared/EntityLink';
import { Facts, type Fact } from '../shared/Facts';
import { PlainTable, type PlainColumn } from '../shared/PlainTable';
import styles from './Audit.module.css';
import { diffOf, type FieldChange } from './diffOf';

const CHANGES = { added: 'Added', removed: 'Removed', changed: 'Changed' };

const value = (text: string | undefined) =>
  text === undefined ? '–' : <code className={styles.value}>{text}</code>;

const COLUMNS: Array<PlainColumn<FieldChange>> = [
  { id: 'field', label: 'Field', value: ({ field }) => field },
  { id: 'change', label: 'Change', value: ({ change }) => CHANGES[change] },
  { id: 'before', label: 'Before', value: ({ before }) => value(before) },
  { id: 'after', label: 'After', value: ({ after }) => value(after) },
];

/** What an event changed, and where it came from. */
export function AuditEventDetails({ event }: { event: AuditEvent }) {
  const { resource, onBehalfOf, requestId, address, hash } = event;
  const place = formatCount(event.seq);
  const changes = diffOf(event.before, event.after);
  const facts: Fact[] = [
    ['Time', formatInstant(event.at)],
    ['Action', <code key="action">{event.action}</code>],
    ['Resource', `${resource.kind} ${resource.name}`],
    ...(onBehalfOf ? [['On behalf of', <Author key="for" name={onBehalfOf} />] as Fact] : []),
    ...(requestId ? [['Request id', <code key="request">{requestId}</code>] as Fact] : []),
    ...(address ? [['Address', address] as Fact] : []),
    [
      'Hash',
      <span key="hash" className={styles.hash}>
        <code>{hash}</code>
        <CopyButton text={hash} label={`Copy the hash of event ${place}`} />
      </span>,
    ],
  ];
  return (
    <div className={styles.detailsContent}>
      {changes.length > 0 ? (
        <PlainTable
          caption={`What event ${place} changed`}
          hideCaption
          columns={COLUMNS}
          rows={changes}
        />
      ) : (
        <p className={styles.note}>
          {event.outcome === 'denied'
            ? 'Nothing was changed: the attempt was denied.'
            : 'No fields before and after are kept of this event.'}
        </p>
      )}
      <Facts facts={facts} />
    </div>
  );
}
