// A portal of a test's own: free ports, an empty database, its own artifacts; started, killed and started again.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mlopsApi, signInAsGuest } from '../scripts/demo/api.mjs';
import { startBackend } from '../scripts/demo/portal.mjs';

async function freePort() {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** The sample organisation without its models; the path is seen from packages/backend. */
const ORGANISATION = {
  type: 'file',
  target: '../../catalog-info/organisation.yaml',
  rules: [{ allow: ['User', 'Group', 'Domain', 'System'] }],
};

/**
 * @param options.withModels - whether the catalog has the entities of the sample models, which are registered from it
 * @param options.settings - given the addresses of the portal and of its models, what else it is started with: `configs`, further config files
 *   below the test's own, and `env`
 */
export async function temporaryPortal({ withModels = true, settings = async () => ({}) } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'mlops-portal-'));
  const [port, modelPort] = [await freePort(), await freePort()];
  const baseUrl = `http://localhost:${port}`;
  const config = join(directory, 'app-config.json');
  await writeFile(
    config,
    JSON.stringify({
      app: { baseUrl },
      backend: {
        baseUrl,
        listen: { port, host: '127.0.0.1' },
        database: {
          client: 'better-sqlite3',
          connection: { directory: join(directory, 'db') },
        },
      },
      ...(!withModels && { catalog: { locations: [ORGANISATION] } }),
      mlops: {
        artifacts: { directory: join(directory, 'artifacts') },
        server: { port: modelPort },
        monitoring: { flushInterval: { seconds: 1 } },
        catalog: { refreshInterval: { seconds: 2 } },
      },
    }),
  );
  const { configs = [], env = {} } = await settings(baseUrl, `http://localhost:${modelPort}`);
  let running;
  return {
    baseUrl,
    directory,
    async start() {
      running = await startBackend({
        baseUrl,
        configs: [...configs, config],
        env,
        logFile: join(directory, 'backend.log'),
      });
    },
    /** As the power fails: no chance to finish anything. */
    async kill() {
      await running.kill();
      running = undefined;
    },
    /** As an operator stops it (SIGTERM): it may finish what it is at. */
    async terminate() {
      await running.stop();
      running = undefined;
    },
    async stop() {
      await running?.stop();
      await rm(directory, { recursive: true, force: true });
    },
    async api() {
      const token = await signInAsGuest(baseUrl);
      return { token, call: mlopsApi(baseUrl, token) };
    },
  };
}
