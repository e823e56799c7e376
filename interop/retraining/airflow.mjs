// A real Airflow for one test: a database, an API and a scheduler of its own, below a temporary folder.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const execute = promisify(execFile);
const DEADLINE_MS = 300_000;

/**
 * @param command - Airflow's, of version 2 or 3, that has a user `mlops` with the password `secret`
 * @returns its address, the version of its API, and how to stop it
 */
export async function startAirflow(command) {
  const home = await mkdtemp(join(tmpdir(), 'mlops-airflow-'));
  await mkdir(join(home, 'dags'));
  await cp(join(here, 'airflowDags.py'), join(home, 'dags/retrain.py'));
  await writeFile(join(home, 'passwords.json'), JSON.stringify({ mlops: 'secret' }));
  const port = await freePort();
  const env = {
    ...process.env,
    // Tasks call Airflow and its Python by their names.
    PATH: `${dirname(command)}:${process.env.PATH}`,
    NO_PROXY: '127.0.0.1,localhost',
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    // Version 3.
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: 'mlops:admin',
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: join(home, 'passwords.json'),
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${port}/execution/`,
    AIRFLOW__API_AUTH__JWT_SECRET:
      'a secret of this test alone, of more than sixty-four characters, as asked',
    // Version 2.
    AIRFLOW__API__AUTH_BACKENDS: 'airflow.api.auth.backend.basic_auth',
    AIRFLOW__WEBSERVER__SECRET_KEY: 'of-this-test-alone',
  };
  const airflow = (...args) => execute(command, args, { env });
  const isTwo = (await airflow('version')).stdout.trim().split('\n').at(-1).startsWith('2.');
  await airflow('db', 'migrate');
  if (isTwo) {
    const who = ['-f', 'M', '-l', 'Lops', '-e', 'mlops@example.com'];
    await airflow('users', 'create', '-u', 'mlops', '-p', 'secret', '-r', 'Admin', ...who);
  }
  await airflow('dags', 'reserialize');

  const log = await open(join(home, 'log'), 'w');
  const start = (...args) =>
    // A group of its own, since it starts others.
    spawn(command, args, { env, detached: true, stdio: ['ignore', log.fd, log.fd] });
  const host = isTwo ? '--hostname' : '--host';
  const server = isTwo ? 'webserver' : 'api-server';
  const started = [
    start(server, '--port', String(port), host, '127.0.0.1', '--workers', '1'),
    start('scheduler'),
  ];
  const stop = async () => {
    for (const child of started.filter(({ exitCode }) => exitCode === null)) {
      const closed = new Promise(done => child.on('close', done));
      process.kill(-child.pid);
      await closed;
    }
    await log.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await answering(`${url}${isTwo ? '/api/v1/health' : '/api/v2/version'}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, apiVersion: isTwo ? 'v1' : 'v2', stop };
}

async function answering(url) {
  const end = Date.now() + DEADLINE_MS;
  while (!(await fetch(url).catch(() => undefined))?.ok) {
    if (Date.now() > end) throw new Error('Airflow did not start in time');
    await wait(500);
  }
}

function freePort() {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
