// The tests from outside: a real portal, killed and started again, and a real browser.
//   npm run test:e2e             everything; the browser tests need MLOPS_TEST_CHROMIUM
//   npm run test:e2e -- FILE …   only these files
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp, root } from './demo/portal.mjs';

const folder = join(root, 'e2e');
const all = (await readdir(folder)).filter(name => name.endsWith('.test.mjs'));
const chosen = process.argv.slice(2);
const files = chosen.length > 0 ? chosen : all.sort().map(name => join(folder, name));

await buildApp(line => process.stdout.write(`${line}\n`));
// One file at a time: each starts a portal, and they are heavy.
const tests = spawn(
  process.execPath,
  ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
  { stdio: 'inherit' },
);
process.exitCode = await new Promise(resolve => tests.on('close', code => resolve(code ?? 1)));
