/*
 * A replica that serves a model from three workers and counts what it answers into a database that others use at the same time,
 * until it is killed. Started by `killedReplica.test.ts`, with its settings as JSON in the first argument; says its port. A
 * worker of it crashes on SIGUSR2.
 */
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ModelServer } from '@mlops-backstage/model-server';
import knexOf from 'knex';
import { createMonitoring } from '../createMonitoring';
import { toWindow } from '../toWindow';

const { client, connection, artifactPath, profileSchema, flushIntervalMs, talliesDirectory } =
  JSON.parse(process.argv[2]);

const complain = (message: string) => void process.stderr.write(`${message}\n`);
const logger = { info() {}, warn: complain, error: complain } as unknown as LoggerService;

async function main() {
  const database = knexOf({ client, connection, useNullAsDefault: true });
  if (client === 'better-sqlite3') {
    await database.raw('PRAGMA foreign_keys = ON');
  }
  const { recorder, observer, tallies } = createMonitoring(
    database,
    {
      windowMs: 60_000,
      flushIntervalMs,
      settlingMs: 60_000,
      latenessMs: 60_000,
      retention: { fineMs: 86_400_000, hoursMs: 86_400_000, daysMs: Infinity },
      threshold: 0.3,
      alpha: 0.01,
      talliesDirectory,
    },
    { versionOf: async () => undefined },
    logger,
  );
  const server = await ModelServer.start({
    host: '127.0.0.1',
    port: 0,
    workers: 3,
    windowSeconds: 60,
    flushIntervalMs,
    authentication: 'none',
    limits: {
      maxBodyBytes: 100_000,
      maxRows: 100,
      maxTensorElements: 1_000,
      requestTimeoutMs: 10_000,
      maxEventTimeWindows: 100,
    },
    onWindows: observed => recorder.record(observed.map(toWindow)),
    onWorkerExit: exit => void observer.loseWorker(exit),
    tallies,
    logger,
  });
  await server.apply({
    generation: 1,
    routes: [
      {
        deployment: 'd',
        revision: 1,
        champion: { version: '1', artifactPath, digest: 'sha256:1', profileSchema },
        challengers: [],
        allowEventTime: false,
      },
    ],
  });
  await observer.start();
  process.on('SIGUSR2', () => {
    const [thread] = (server as any).pool.workers;
    // No call: an error that nobody catches.
    thread.worker.postMessage(null);
  });
  process.once('SIGTERM', async () => {
    await server.close();
    await observer.stop();
    await database.destroy();
  });
  process.stdout.write(`${server.port}\n`);
}

main().catch(error => {
  complain(error.stack);
  process.exit(1);
});
