import { Button } from '@backstage/ui';
import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import { RiDownloadLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { formatCount, formatQuantity } from '../../format/numbers';
import { useReadAuditPage, type AuditQuery } from '../../queries/audit';
import { reasonOf } from '../../queries/errors';
import { saveBlob } from '../shared/saveBlob';
import styles from './Audit.module.css';
import { auditCsv, auditJsonLines, MOST_EXPORTED, readEvents } from './exportedEvents';

interface Format {
  label: string;
  fileName: string;
  type: string;
  write(events: readonly AuditEvent[]): string;
}

const FORMATS: Format[] = [
  {
    label: 'Export as JSON lines',
    fileName: 'audit-events.jsonl',
    type: 'application/jsonl;charset=utf-8',
    write: auditJsonLines,
  },
  {
    label: 'Export as CSV',
    fileName: 'audit-events.csv',
    type: 'text/csv;charset=utf-8',
    write: auditCsv,
  },
];

/** Takes the events that the filters match away as a file. */
export function AuditExport({ query }: { query: AuditQuery }) {
  const readPage = useReadAuditPage();
  const running = useRef<AbortController>();
  const [isRunning, setRunning] = useState(false);
  const [words, setWords] = useState('');
  useEffect(() => () => running.current?.abort(), []);

  const run = async ({ fileName, type, write }: Format) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setRunning(true);
    setWords('Reading events…');
    try {
      const { events, isCut } = await readEvents(readPage, query, signal, read =>
        setWords(`Read ${formatQuantity(read, 'event')}…`),
      );
      saveBlob(new Blob([write(events)], { type }), fileName);
      setWords(
        isCut
          ? `Exported the newest ${formatCount(MOST_EXPORTED)} events; there are more. Narrow the filters to export the others.`
          : `Exported ${formatQuantity(events.length, 'event')}.`,
      );
    } catch (error) {
      setWords(
        signal.aborted ? 'The export was cancelled.' : `Not exported: ${reasonOf(error as Error)}`,
      );
    } finally {
      setRunning(false);
    }
  };
  return (
    <div className={styles.export}>
      <span role="status" className={styles.note}>
        {words}
      </span>
      {isRunning ? (
        <Button size="small" variant="secondary" onPress={() => running.current?.abort()}>
          Cancel the export
        </Button>
      ) : (
        FORMATS.map(format => (
          <Button
            key={format.fileName}
            size="small"
            variant="secondary"
            iconStart={<RiDownloadLine />}
            onPress={() => run(format)}
          >
            {format.label}
          </Button>
        ))
      )}
    </div>
  );
}
