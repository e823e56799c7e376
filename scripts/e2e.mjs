// The tests from outside: a real portal, killed and started again, and a real browser.
//   npm run test:e2e             everything; the browser tests need MLOPS_TEST_CHROMIUM
//   npm run test:e2e -- FILE …   only these files
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { buildApp, root } from './demo/portal.mjs';
import { reportTotals } from './reportTotals.mjs';

const folder = join(root, 'e2e');
const all = (await readdir(folder)).filter(name => name.endsWith('.test.mjs'));
const chosen = process.argv.slice(2);
const files =
  chosen.length > 0
    ? chosen.map(file => resolve(file))
    : all.sort().map(name => join(folder, name));

await buildApp(line => process.stdout.write(`${line}\n`));
// One file at a time: each starts a portal, and they are heavy.
const events = run({ files, concurrency: false });
const counts = { passed: 0, failed: 0, skipped: 0 };
const count = outcome => data => {
  if (data.details?.type !== 'suite' && data.name !== data.file) {
    counts[data.skip ? 'skipped' : outcome] += 1;
  }
};
events.on('test:pass', count('passed'));
events.on('test:fail', data => {
  count('failed')(data);
  process.exitCode = 1;
});
events.compose(new spec()).pipe(process.stdout);
await finished(events);
await reportTotals('e2e', counts);
