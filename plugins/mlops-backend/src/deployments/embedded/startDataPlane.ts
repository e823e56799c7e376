import type { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsListener, ModelServer } from '@mlops-backstage/model-server';
import type { Metrics, ModelServerOptions } from '@mlops-backstage/model-server';
import type { MlopsConfig } from '../../readMlopsConfig';
import { EmbeddedTarget } from './EmbeddedTarget';
import { withFurther } from './furtherMetrics';
import type { FurtherMetrics } from './furtherMetrics';
import { recordTraces } from './recordTraces';

/** Elements of one tensor of an inference request. */
const MAX_TENSOR_ELEMENTS = 4_000_000;
/** Windows a worker holds between two hand-overs; replayed traffic fills many. */
const MAX_HELD_WINDOWS = 500;

/** Where to connect to what listens on an interface: nobody can connect to "all of them". */
function connectableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') {
    return 'localhost';
  }
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * Starts the model server inside this process, and makes it the deployment target `embedded`.
 *
 * @param further - metrics beside the server's: how many answered requests are in no monitoring window, and those of other areas
 * @throws `Error` with code EADDRINUSE, EACCES, … when the port can't be had
 */
export async function startDataPlane(
  config: Pick<MlopsConfig, 'server' | 'monitoring'>,
  observers: Pick<
    ModelServerOptions,
    'onWindows' | 'onTokenUse' | 'onPredictions' | 'onWorkerExit' | 'tallies'
  >,
  logger: LoggerService,
  further: FurtherMetrics,
) {
  const { host, authentication, metrics } = config.server;
  const server = await ModelServer.start({
    ...config.server,
    windowSeconds: config.monitoring.windowMs / 1000,
    flushIntervalMs: config.monitoring.flushIntervalMs,
    limits: {
      ...config.server.limits,
      maxTensorElements: MAX_TENSOR_ELEMENTS,
      maxEventTimeWindows: MAX_HELD_WINDOWS,
    },
    ...observers,
    onTraced: recordTraces,
    logger,
  });
  logger.info(`Serving models on ${host}:${server.port}`);
  const { publicUrl = `http://localhost:${server.port}` } = config.server;
  const local = `http://${connectableHost(host)}:${server.port}`;
  return {
    server,
    metrics:
      metrics &&
      (await serveMetrics(withFurther(server.metrics, further, logger), metrics, logger)),
    target: new EmbeddedTarget(server, { public: publicUrl, local }, authentication === 'tokens'),
  };
}

/** Without them models are served all the same, so that a port that is taken is no reason not to start. */
async function serveMetrics(
  served: Metrics,
  { host, port }: { host: string; port: number },
  logger: LoggerService,
): Promise<MetricsListener | undefined> {
  try {
    const listener = await MetricsListener.start(served, host, port);
    logger.info(`Metrics for Prometheus on http://${host}:${listener.port}/metrics`);
    return listener;
  } catch (error) {
    logger.error(`Metrics can't be read on ${host}:${port}`, error as Error);
    return undefined;
  }
}
