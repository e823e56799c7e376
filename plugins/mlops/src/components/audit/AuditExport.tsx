import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '../../format/numbers';
import { useExportAudit, type AuditQuery } from '../../queries/audit';
import { reasonOf } from '../../queries/errors';
import { saveBlob } from '../shared/saveBlob';
import styles from './Audit.module.css';

interface Format {
  format: 'jsonl' | 'csv';
  label: string;
}

const FORMATS: Format[] = [
  { format: 'jsonl', label: 'Export as JSON lines' },
  { format: 'csv', label: 'Export as CSV' },
];

/** Takes the events that the filters match away as a file, which the backend writes, however many there are. */
export function AuditExport({ query }: { query: AuditQuery }) {
  const download = useExportAudit();
  const running = useRef<AbortController>();
  const [isRunning, setRunning] = useState(false);
  const [words, setWords] = useState('');
  useEffect(() => () => running.current?.abort(), []);

  const run = async (format: Format['format']) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setRunning(true);
    setWords('Writing the file…');
    try {
      const { actor, action, model, outcome, from, to } = query;
      const file = await download({ format, actor, action, model, outcome, from, to }, signal);
      signal.throwIfAborted();
      saveBlob(file, `audit-events.${format}`);
      setWords(`Exported ${formatBytes(file.size)}, oldest event first.`);
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
        FORMATS.map(({ format, label }) => (
          <Button
            key={format}
            size="small"
            variant="secondary"
            iconStart={<RiDownloadLine />}
            onPress={() => run(format)}
          >
            {label}
          </Button>
        ))
      )}
    </div>
  );
}
