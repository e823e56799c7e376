import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import autocannon from 'autocannon';

/** Starts a baseline in a thread of its own, as the model server's workers have one. */
export async function startBaseline(workerData) {
  const worker = new Worker(fileURLToPath(new URL('baseline.mjs', import.meta.url)), {
    workerData,
  });
  const [port] = await once(worker, 'message');
  return {
    url: `http://127.0.0.1:${port}/`,
    async run(seconds) {
      worker.postMessage(seconds * 1000);
      return (await once(worker, 'message'))[0];
    },
    close: () => worker.terminate(),
  };
}

/**
 * Asks for as long as told, as fast as answers come, or at a rate.
 *
 * @param mayFail - whether failures are counted only
 * @returns requests a second, failed ones, and the 99th percentile of the answers' times in milliseconds
 * @throws `Error` when anything but 2xx comes
 */
export async function load(url, { body, headers, seconds, connections = 16, rate, mayFail }) {
  // autocannon's own percentiles are whole milliseconds, and its averages are of whole samples.
  const times = [];
  let first;
  let last;
  const running = autocannon({
    url,
    method: 'POST',
    body,
    headers,
    connections,
    duration: seconds,
    // It looks for the end this often.
    sampleInt: 50,
    ...(rate && { overallRate: rate }),
  });
  running.on('response', (client, status, bytes, time) => {
    times.push(time);
    last = performance.now();
    first ??= last;
  });
  const result = await running;
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0 && !mayFail) {
    throw new Error(
      `${result.non2xx} refusals, ${result.errors} errors and ${result.timeouts} time-outs at ${url}`,
    );
  }
  times.sort((a, b) => a - b);
  return {
    perSecond: ((times.length - 1) / (last - first)) * 1000,
    total: result.requests.total,
    failed,
    p99: times[Math.floor(times.length * 0.99)],
  };
}
