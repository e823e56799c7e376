// Measures something against a baseline of the same run.
//   npm run bench -- NAME [--quick]     NAME: serving, profile, drift, registry
// Prints a row for each figure, writes the same to .data/bench/NAME.json and exits 1 when a bar is missed.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const [name, ...options] = process.argv.slice(2);
const names = (await readdir(folder))
  .filter(file => file.endsWith('.bench.mjs'))
  .map(file => file.replace('.bench.mjs', ''));

if (!names.includes(name)) {
  process.stderr.write(`Which one? ${names.join(', ')}\n`);
  process.exit(2);
}
// The packages are TypeScript: the transform that the backend runs with in development reads them.
const bench = spawn(
  process.execPath,
  [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    join(folder, `${name}.bench.mjs`),
    ...options,
  ],
  { stdio: 'inherit' },
);
process.exitCode = await new Promise(resolve => bench.on('close', code => resolve(code ?? 1)));
