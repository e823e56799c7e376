// A Ray cluster of one node on free ports, as people start it: `ray start --head`.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 120_000;
/** Ray gives its own dashboard 20 seconds to start, which a busy machine may not have. */
const MAX_STARTS = 4;
/** An id that no job has: a cluster that says so is ready. */
const NO_JOB = '00000000-0000-4000-8000-000000000000';

async function freePort() {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

/**
 * @param python - the interpreter that has Ray
 * @returns `url` of its dashboard, and `stop`
 */
export async function startRay(python) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(python);
    } catch (error) {
      if (attempt === MAX_STARTS) {
        throw error;
      }
    }
  }
}

async function startOnce(python) {
  const [port, dashboard] = [await freePort(), await freePort()];
  // Sockets below it may have paths of some hundred bytes at most.
  const folder = await mkdtemp(join(tmpdir(), 'ray-'));
  const output = [];
  const head = spawn(
    join(dirname(python), 'ray'),
    [
      'start',
      '--head',
      '--block',
      `--port=${port}`,
      '--node-ip-address=127.0.0.1',
      '--dashboard-host=127.0.0.1',
      `--dashboard-port=${dashboard}`,
      '--num-cpus=2',
      '--object-store-memory=200000000',
      `--temp-dir=${folder}`,
      '--disable-usage-stats',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, RAY_DISABLE_MEMORY_MONITOR: '1', RAY_memory_monitor_refresh_ms: '0' },
    },
  );
  head.stdout.on('data', chunk => output.push(chunk));
  head.stderr.on('data', chunk => output.push(chunk));
  const exited = new Promise(resolve => head.on('exit', resolve));
  const stop = async () => {
    head.kill('SIGTERM');
    await Promise.race([exited, sleep(20_000)]);
    head.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${dashboard}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`${url}/api/jobs/${NO_JOB}`).catch(() => undefined);
    if (answer?.status === 404) {
      return { url, stop };
    }
    const hasFailed = Buffer.concat(output).includes('Failed to start the dashboard');
    if (hasFailed || head.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`Ray did not start:\n${Buffer.concat(output)}`);
    }
    await sleep(500);
  }
}
