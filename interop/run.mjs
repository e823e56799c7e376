// Other people's clients, unchanged, against a real model server, and its OpenAPI texts against what it answers; and trainings
// on a real Ray cluster.
//   npm run test:interop               everything
//   npm run test:interop -- retraining only the trainings
//   npm run test:interop -- airflow    only trainings on the Airflow whose command MLOPS_TEST_AIRFLOW names
//   npm run test:interop -- ARGUMENT … only the clients, with pytest's arguments, such as -k strings
// Needs MLOPS_TEST_PYTHON, a Python that has what .ci/requirements.txt names.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../scripts/demo/portal.mjs';
import { reportTotals } from '../scripts/reportTotals.mjs';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const python = process.env.MLOPS_TEST_PYTHON;

const none = () => ({ passed: 0, failed: 0, skipped: 0 });
const chosen = process.argv.slice(2);
const onlyTrainings = chosen[0] === 'retraining';

if (chosen[0] === 'airflow') {
  await reportTotals('interop', await nodeTests('retraining/airflow.test.mjs'));
} else if (python) {
  const counts = onlyTrainings ? none() : await clients();
  if (onlyTrainings || chosen.length === 0) {
    const trained = await trainings();
    Object.keys(counts).forEach(outcome => (counts[outcome] += trained[outcome]));
  }
  await reportTotals('interop', counts);
} else {
  process.stdout.write(
    'The tests with other clients were skipped: set MLOPS_TEST_PYTHON to turn them on.\n',
  );
}

/** Clients of other people. @returns how many tests passed, failed and were skipped */
async function clients() {
  // The packages are TypeScript: the transform that the backend runs with in development reads them.
  require('@backstage/cli/config/nodeTransform.cjs');
  const { startServed } = await import('./served.mjs');
  const folder = await mkdtemp(join(tmpdir(), 'mlops-interop-'));
  const served = await startServed();
  try {
    const description = join(folder, 'served.json');
    await writeFile(description, JSON.stringify(served.description));
    const report = join(folder, 'junit.xml');
    process.exitCode = await pytest(description, report);
    return await totals(report);
  } finally {
    await served.close();
    await rm(folder, { recursive: true });
  }
}

/** Trainings on a Ray cluster, started by a portal. @returns as `clients` */
async function trainings() {
  await buildApp(line => process.stdout.write(`${line}\n`));
  return nodeTests('retraining/closedLoop.test.mjs');
}

/** A file of tests. @returns as `clients` */
async function nodeTests(file) {
  const counts = none();
  const events = run({ files: [join(here, file)] });
  const count = outcome => data => {
    if (data.details?.type !== 'suite' && data.name !== data.file) counts[outcome] += 1;
  };
  events.on('test:pass', count('passed'));
  events.on('test:fail', data => {
    count('failed')(data);
    process.exitCode = 1;
  });
  events.compose(new spec()).pipe(process.stdout);
  await finished(events);
  return counts;
}

/** @returns its exit code */
function pytest(description, report) {
  const child = spawn(
    python,
    ['-m', 'pytest', here, `--rootdir=${here}`, `--junitxml=${report}`, ...process.argv.slice(2)],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, MLOPS_INTEROP_SERVED: description },
    },
  );
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

/** A run that left no report is a failure. */
async function totals(report) {
  const suite = /<testsuite [^>]*>/.exec(await readFile(report, 'utf8').catch(() => ''))?.[0];
  if (!suite) return { ...none(), failed: 1 };
  const count = name => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)[1]);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return { passed: count('tests') - failed - skipped, failed, skipped };
}
