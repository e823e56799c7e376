import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const output = join(dirname(dirname(fileURLToPath(import.meta.url))), '.data/bench');

export const quick = process.argv.includes('--quick');

export const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Prints figures, keeps them as JSON and sets the exit code.
 *
 * @param figures - `{ what, unit, value, baseline, bar }`: the ratio is value over baseline, and the bar the least ratio
 *   that is good enough. Where less is better, `most` is the largest ratio and `mostValue` the largest value that are.
 *   Without any of them the figure is for information
 */
export async function report(name, figures) {
  const rows = figures.map(figure => {
    const ratio = figure.value / figure.baseline;
    const missed =
      ratio < (figure.bar ?? -Infinity) ||
      ratio > (figure.most ?? Infinity) ||
      figure.value > (figure.mostValue ?? Infinity);
    return { ...figure, ratio, missed };
  });
  const number = value =>
    value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  process.stdout.write(
    `${cpus()[0].model}, ${availableParallelism()} threads, Node ${process.version}\n\n`,
  );
  for (const { what, unit, value, baseline, ratio, bar, most, mostValue, missed } of rows) {
    const bars = [
      ...(bar === undefined ? [] : [`bar ${bar}`]),
      ...(most === undefined ? [] : [`at most ${most}`]),
      ...(mostValue === undefined ? [] : [`and ${mostValue} ${unit}`]),
      ...(missed ? ['MISSED'] : []),
    ];
    const verdict = bars.length === 0 ? '' : `  ${bars.join('  ')}`;
    process.stdout.write(
      `${what.padEnd(52)} ${number(value).padStart(12)} of ${number(baseline).padStart(12)} ${unit.padEnd(12)} ` +
        `ratio ${ratio.toFixed(3)}${verdict}\n`,
    );
  }
  await mkdir(output, { recursive: true });
  const machine = { cpu: cpus()[0].model, threads: availableParallelism(), node: process.version };
  await writeFile(
    join(output, `${name}.json`),
    JSON.stringify({ at: new Date().toISOString(), machine, figures: rows }, undefined, 2),
  );
  process.exitCode = rows.some(row => row.missed) ? 1 : 0;
}
