import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { formatQuantity } from '../../format/numbers';
import { reasonOf } from '../../queries/errors';
import { useReadReviewPage } from '../../queries/governance';
import { saveBlob } from '../shared/saveBlob';
import styles from './Governance.module.css';
import { readPeople, reviewCsv } from './reviewCsv';

const people = (count: number) => formatQuantity(count, 'person', 'people');

/** Takes the whole review away as a file: everybody, whatever is searched for. */
export function ReviewExport({ model }: { model: string }) {
  const readPage = useReadReviewPage(model);
  const running = useRef<AbortController>();
  const [isRunning, setRunning] = useState(false);
  const [words, setWords] = useState('');
  useEffect(() => () => running.current?.abort(), []);

  const run = async () => {
    const controller = new AbortController();
    running.current = controller;
    setRunning(true);
    setWords('Reading…');
    try {
      const all = await readPeople(readPage, controller.signal, read =>
        setWords(`Read ${people(read)}…`),
      );
      saveBlob(
        new Blob([reviewCsv(all)], { type: 'text/csv;charset=utf-8' }),
        `${model}-permissions.csv`,
      );
      setWords(`Exported ${people(all.length)}.`);
    } catch (error) {
      setWords(
        controller.signal.aborted
          ? 'The export was cancelled.'
          : `Not exported: ${reasonOf(error as Error)}`,
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
        <Button size="small" variant="secondary" iconStart={<RiDownloadLine />} onPress={run}>
          Export as CSV
        </Button>
      )}
    </div>
  );
}
