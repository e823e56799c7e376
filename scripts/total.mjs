// Adds up what the test runners counted: the last line of a CI run.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of await readdir(folder)) {
  const counts = JSON.parse(await readFile(join(folder, name), 'utf8'));
  for (const kind of Object.keys(total)) {
    total[kind] += counts[kind];
  }
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
