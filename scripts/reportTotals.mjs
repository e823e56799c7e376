import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Prints what a runner counted on a line of its own, and leaves it for the sum at the end of a CI run. */
export async function reportTotals(runner, { passed, failed, skipped }) {
  if (process.env.MLOPS_TEST_TOTALS) {
    const file = join(process.env.MLOPS_TEST_TOTALS, `${runner}.json`);
    await writeFile(file, JSON.stringify({ passed, failed, skipped }));
  }
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}
