// Makes src/profile/floatRows/countRowsCode.ts, the WebAssembly that counts rows of float32: JavaScript has no
// instructions for four numbers at once.
//   node scripts/makeCountRows.mjs           writes it
//   node scripts/makeCountRows.mjs --check   exits 1 when it isn't what is written
import { readFile, writeFile } from 'node:fs/promises';
import wabt from 'wabt';

const target = new URL('../src/profile/floatRows/countRowsCode.ts', import.meta.url);
// As USUAL_EDGES, and the results in the order of countRows.ts.
const EDGES = 9;
const VECTOR_BYTES = 16;

const each = (parts, line) => parts.map(line).join('\n    ');
const edges = Array.from({ length: EDGES }, (_, i) => i);
/** Two of the four numbers as doubles. */
const low = vector => `(f64x2.promote_low_f32x4 ${vector})`;
const high = vector =>
  low(`(i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 ${vector} ${vector})`);
/** What a run leaves, each a vector of four columns, or of two in double precision. */
const results = [
  ...edges.map(i => `$above${i}`),
  ...['$finite', '$first', '$min', '$max', '$sumLow', '$sumHigh', '$squaresLow', '$squaresHigh'],
];

const text = `(module
  (import "scratch" "memory" (memory 1))
  ;; Goes through four columns beside each other, in rows from $at up to $end.
  (func (export "countRows")
    (param $at i32) (param $end i32) (param $stride i32) (param $edges i32) (param $results i32)
    (local $value v128) (local $gap v128) (local $firstLow v128) (local $firstHigh v128)
    ${each(edges, i => `(local $edge${i} v128)`)}
    ${each(results, name => `(local ${name} v128)`)}
    ${each(edges, i => `(local.set $edge${i} (v128.load offset=${i * VECTOR_BYTES} (local.get $edges)))`)}
    (local.set $first (v128.load align=4 (local.get $at)))
    (local.set $firstLow ${low('(local.get $first)')})
    (local.set $firstHigh ${high('(local.get $first)')})
    (local.set $min (local.get $first))
    (local.set $max (local.get $first))
    (local.set $finite (v128.const i32x4 -1 -1 -1 -1))
    (loop $row
      (local.set $value (v128.load align=4 (local.get $at)))
      ;; True is -1 in each lane.
      ${each(
        edges,
        i => `(local.set $above${i} (i32x4.sub (local.get $above${i})
        (f32x4.gt (local.get $value) (local.get $edge${i}))))`,
      )}
      ;; Of NaN and the infinite ones the difference is NaN.
      (local.set $finite (v128.and (local.get $finite) (f32x4.eq
        (f32x4.sub (local.get $value) (local.get $value)) (v128.const f32x4 0 0 0 0))))
      (local.set $min (f32x4.pmin (local.get $min) (local.get $value)))
      (local.set $max (f32x4.pmax (local.get $max) (local.get $value)))
      ${each(
        ['Low', 'High'],
        half => `(local.set $gap (f64x2.sub
        ${(half === 'Low' ? low : high)('(local.get $value)')} (local.get $first${half})))
      (local.set $sum${half} (f64x2.add (local.get $sum${half}) (local.get $gap)))
      (local.set $squares${half} (f64x2.add (local.get $squares${half})
        (f64x2.mul (local.get $gap) (local.get $gap))))`,
      )}
      (local.set $at (i32.add (local.get $at) (local.get $stride)))
      (br_if $row (i32.lt_u (local.get $at) (local.get $end))))
    ${each(results, (name, i) => `(v128.store offset=${i * VECTOR_BYTES} (local.get $results) (local.get ${name}))`)}))
`;

const parsed = (await wabt()).parseWat('countRows.wat', text, { simd: true });
const code = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
const lines = code.match(/.{1,96}/g).map(line => `  '${line}'`);
const written = `// Made by scripts/makeCountRows.mjs, which has it to read.
export const COUNT_ROWS_CODE =
${lines.join(' +\n')};
`;
if (process.argv.includes('--check')) {
  if ((await readFile(target, 'utf8')) !== written) process.exitCode = 1;
} else await writeFile(target, written);
