// Runs the unit and integration tests of every package, and says what was left out and how to turn it on.
//   npm test                 everything
//   npm test -- PATTERN …    only test files that match; further options are jest's
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportTotals } from './reportTotals.mjs';

const require = createRequire(import.meta.url);
const cli = require.resolve('@backstage/cli/bin/backstage-cli');
const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

const folder = await mkdtemp(join(tmpdir(), 'mlops-test-'));
const outputFile = join(folder, 'jest.json');

const jest = spawn(
  process.execPath,
  [
    cli,
    'repo',
    'test',
    '--watch=false',
    '--json',
    `--outputFile=${outputFile}`,
    ...process.argv.slice(2),
  ],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      // Tests never start containers: a database is either given or left out.
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      ...process.env,
    },
  },
);
const code = await new Promise(resolve => jest.on('close', resolve));
const result = JSON.parse(await readFile(outputFile, 'utf8').catch(() => 'null'));
await rm(folder, { recursive: true, force: true });

const say = line => process.stdout.write(`${line}\n`);
if (!process.env[POSTGRES]) {
  say(`The tests on PostgreSQL were skipped: set ${POSTGRES} to turn them on.`);
}
if (!process.env.MLOPS_TEST_S3_ENDPOINT) {
  say(
    'The tests against a real object store were skipped: set MLOPS_TEST_S3_ENDPOINT to turn them on.',
  );
}
if (!process.env.MLOPS_TEST_CHROMIUM) {
  say('The browser tests are not part of this: set MLOPS_TEST_CHROMIUM and use npm run test:e2e.');
}
if (result) {
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = result;
  if (numRuntimeErrorTestSuites > 0) {
    say(`${numRuntimeErrorTestSuites} test files could not be run.`);
  }
  await reportTotals('jest', {
    passed: numPassedTests,
    // A file that could not be run is a failure, whatever its tests would have said.
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests,
  });
}
process.exitCode = code ?? 1;
