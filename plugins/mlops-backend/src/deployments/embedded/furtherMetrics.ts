import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Metrics } from '@mlops-backstage/model-server';

/** What is told to Prometheus beside what the server counts. */
export interface FurtherMetrics {
  /** How many answered requests are in no monitoring window. */
  lostRequests(): number;
  /** Text of metrics that are in the database. */
  stored(): Promise<string>;
}

/** Prometheus waits for ten seconds, unless configured otherwise, and then has nothing at all. */
const STORED_WITHIN_MS = 2_000;

/**
 * What the server counts, what became of what it handed over, and what is stored. While the database is away the rest is told without
 * that, which the log says.
 */
export function withFurther(
  metrics: Metrics,
  { lostRequests, stored }: FurtherMetrics,
  logger: LoggerService,
  withinMs: number = STORED_WITHIN_MS,
): Metrics {
  const name = 'mlops_monitoring_dropped_requests_total';
  return {
    contentType: metrics.contentType,
    text: async () => {
      const read = within(withinMs, stored()).catch(error => {
        logger.warn('The metrics of the database could not be read', error);
        return '';
      });
      return (
        `${(await metrics.text()).trimEnd()}\n\n` +
        `# HELP ${name} Answered requests that are in no monitoring window, since the database was away for too long\n` +
        `# TYPE ${name} counter\n${name} ${lostRequests()}\n\n${await read}`
      );
    },
  };
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  try {
    return await Promise.race([
      answer,
      sleep(ms, undefined, { signal: timeout.signal, ref: false }).then(() => {
        throw new Error(`The database did not answer within ${ms} ms`);
      }),
    ]);
  } finally {
    timeout.abort();
  }
}
