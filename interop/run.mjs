// Other people's clients, unchanged, against a real model server, and its OpenAPI texts against what it answers.
//   npm run test:interop               everything
//   npm run test:interop -- ARGUMENT … pytest's, such as -k strings
// Needs MLOPS_TEST_PYTHON, a Python that has what .ci/requirements.txt names.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportTotals } from '../scripts/reportTotals.mjs';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const python = process.env.MLOPS_TEST_PYTHON;

if (python) {
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
    await reportTotals('interop', await totals(report));
  } finally {
    await served.close();
    await rm(folder, { recursive: true });
  }
} else {
  process.stdout.write(
    'The tests with other clients were skipped: set MLOPS_TEST_PYTHON to turn them on.\n',
  );
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
  if (!suite) return { passed: 0, failed: 1, skipped: 0 };
  const count = name => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)[1]);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return { passed: count('tests') - failed - skipped, failed, skipped };
}
