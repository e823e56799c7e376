import { ButtonIcon } from '@backstage/ui';
import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { forwardRef, useId } from 'react';
import { formatCount } from '../../format/numbers';
import { Author } from '../shared/EntityLink';
import { Instant } from '../shared/Instant';
import { StatusWord } from '../shared/StatusWord';
import styles from './Audit.module.css';
import { AuditEventDetails } from './AuditEventDetails';
import { auditInWords } from './auditInWords';

interface AuditEventRowProps {
  event: AuditEvent;
  isPointed: boolean;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

/** One event in a line, with its details below when it is expanded. */
export const AuditEventRow = forwardRef<HTMLTableRowElement, AuditEventRowProps>(function EventRow(
  { event, isPointed, isOpen, onOpenChange },
  ref,
) {
  const detailsId = useId();
  return (
    <>
      <tr
        ref={ref}
        className={styles.event}
        data-outcome={event.outcome}
        data-pointed={isPointed || undefined}
        tabIndex={isPointed ? -1 : undefined}
      >
        <th scope="row">#{formatCount(event.seq)}</th>
        <td>
          <Instant at={event.at} />
        </td>
        <td>
          <Author name={event.actor} />
          {event.onBehalfOf && (
            <span className={styles.note}>
              {' '}
              for <Author name={event.onBehalfOf} />
            </span>
          )}
        </td>
        <td>
          {auditInWords(event)}
          {event.reason && <span className={styles.note}> — {event.reason}</span>}
        </td>
        <td>
          <StatusWord tone={event.outcome === 'denied' ? 'bad' : 'good'}>
            {event.outcome === 'denied' ? 'Denied' : 'Done'}
          </StatusWord>
        </td>
        <td>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={isOpen ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
            aria-label={`Details of event ${formatCount(event.seq)}`}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            onPress={() => onOpenChange(!isOpen)}
          />
        </td>
      </tr>
      {isOpen && (
        <tr id={detailsId}>
          <td colSpan={6} className={styles.details}>
            <AuditEventDetails event={event} />
          </td>
        </tr>
      )}
    </>
  );
});
