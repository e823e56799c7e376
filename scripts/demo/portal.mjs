// Builds the app when its sources changed, starts the backend and waits until it answers.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const backend = join(root, 'packages/backend');
const app = join(root, 'packages/app');
const require = createRequire(import.meta.url);

const APP_SOURCES = ['packages/app', 'plugins/mlops', 'plugins/mlops-common'];
const START_TIMEOUT_MS = 180_000;

async function* filesBelow(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name)) {
      yield* filesBelow(path);
    } else if (entry.isFile()) {
      yield path;
    }
  }
}

async function sourcesDigest() {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')));
  for (const folder of APP_SOURCES) {
    for await (const path of filesBelow(join(root, folder))) {
      hash.update(path).update(await readFile(path));
    }
  }
  return hash.digest('hex');
}

const cli = require.resolve('@backstage/cli/bin/backstage-cli');

/** Builds the app unless what is in `dist` was built from these very sources. */
export async function buildApp(say) {
  const stamp = join(app, 'dist/.built-from');
  const digest = await sourcesDigest();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) {
    return;
  }
  say('Building the portal (about a minute, only when its sources changed) …');
  const log = [];
  const build = spawn(process.execPath, [cli, 'package', 'build'], { cwd: app });
  build.stdout.on('data', chunk => log.push(chunk));
  build.stderr.on('data', chunk => log.push(chunk));
  const code = await new Promise(resolve => build.on('close', resolve));
  if (code !== 0) {
    throw new Error(`Building the portal failed:\n${Buffer.concat(log)}`);
  }
  await writeFile(stamp, digest);
}

export async function isReady(baseUrl) {
  try {
    const response = await fetch(`${baseUrl}/.backstage/health/v1/readiness`);
    return response.ok;
  } catch {
    return false;
  }
}

async function tail(path, lines) {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Starts the backend, which serves the built app too, and waits until it is ready.
 *
 * @param options.configs - further config files, the later ones winning
 * @param options.logFile - takes what the backend prints
 */
export async function startBackend({ baseUrl, configs = [], env = {}, logFile }) {
  await mkdir(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  const files = [join(root, 'app-config.yaml'), ...configs];
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      ...files.flatMap(file => ['--config', file]),
    ],
    {
      cwd: backend,
      env: { NODE_ENV: 'development', ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const exited = new Promise(resolve => child.on('exit', code => resolve(code ?? 'a signal')));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(baseUrl))) {
    const code = await Promise.race([exited, sleep(300)]);
    if (code !== undefined || Date.now() > deadline) {
      child.kill('SIGKILL');
      const why = code === undefined ? 'was not ready in time' : `ended with ${code}`;
      throw new Error(`The backend ${why}. The end of ${logFile}:\n${await tail(logFile, 30)}`);
    }
  }
  return {
    pid: child.pid,
    exited,
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([exited, sleep(15_000)]);
      child.kill('SIGKILL');
      await exited;
    },
    kill() {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/** Whether a file or folder is there. */
export async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
