import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { WorkerSettings } from './messages';
import { ServingWorker } from './ServingWorker';

/** The file that a worker thread starts with: this one, as source or as built. */
export const WORKER_ENTRY = __filename;

const settings = workerData as WorkerSettings | null;

if (!isMainThread && settings?.entry === 'mlops-model-server') {
  // It lives as long as the port that it listens to.
  // eslint-disable-next-line no-new
  new ServingWorker(parentPort!, settings);
}
