import { readSignature } from '@mlops-backstage/model-server';
import fc from 'fast-check';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  bitFlips,
  bombs,
  type Corpus,
  lies,
  malformed,
  otherFiles,
  truncated,
} from './onnx/hostileCorpus';
import { type Inspection, inspectInChild, type InspectionReport } from './onnx/inspectInChild';

// The whole corpus is inspected once, and then looked at from all sides.
jest.setTimeout(300_000);

const REAL = readFileSync(
  join(__dirname, '../../../../examples/flights/flight-delay-risk/1/model.onnx'),
);

/** The same cases each time. */
const SAMPLE = { numRuns: 300, seed: 20_261_123 };
const RANDOM_BYTES: Corpus = Object.fromEntries(
  fc
    .sample(fc.uint8Array({ maxLength: 2048, size: 'max' }), SAMPLE)
    .map((bytes, i) => [`random bytes ${i}`, () => bytes]),
);
const FLIPS = bitFlips(REAL, fc.sample(fc.nat({ max: REAL.length * 8 - 1 }), SAMPLE));

const REFUSED: Record<string, Corpus> = {
  'other files': otherFiles(REAL),
  'models that end early': truncated(REAL),
  'models that lie': lies(),
  'malformed models': malformed(REAL),
  bombs: bombs(),
  'random bytes': RANDOM_BYTES,
};

/** Processes that this one started and that haven't ended. Looks where Linux tells it. */
function children(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      try {
        // Behind the name, which may have blanks and brackets in it: state and parent.
        const status = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
        return Number(status.split(' ')[1]) === process.pid;
      } catch {
        return false;
      }
    });
}

/** Those of `children` that haven't ended within 10 s: an answer arrives a little before its process ends. */
async function leftOver(before: number[]): Promise<number[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const left = children().filter(pid => !before.includes(pid));
    if (left.length === 0 || Date.now() > deadline) return left;
    await delay(50);
  }
}

describe('a hostile ONNX file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-onnx-'));
  const childrenBefore = children();
  let report: InspectionReport;
  const of: Record<string, Map<string, Inspection>> = {};

  beforeAll(async () => {
    symlinkSync('/etc/passwd', join(folder, 'weights.bin'));
    const first = join(folder, 'real.onnx');
    writeFileSync(first, REAL);
    const paths = [first];
    const named: Array<[group: string, name: string]> = [['real', 'real']];
    for (const [group, corpus] of Object.entries({ ...REFUSED, flips: FLIPS })) {
      for (const [name, make] of Object.entries(corpus)) {
        const path = join(folder, `${paths.length}.onnx`);
        writeFileSync(path, make());
        paths.push(path);
        named.push([group, name]);
      }
    }
    paths.push(first);
    named.push(['real', 'real, after all others']);

    report = await inspectInChild(paths, 200_000);

    named.forEach(([group, name], i) => {
      of[group] ??= new Map();
      of[group].set(name, report.inspections[i]);
    });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const outcomes = (group: string) =>
    [...of[group]].map(([name, { outcome, message }]) => ({ name, outcome, message }));

  it.each(Object.keys(REFUSED))('is refused with a reason: %s', group => {
    expect(outcomes(group).filter(({ outcome }) => outcome !== 'refused')).toEqual([]);
    expect(outcomes(group).filter(({ message }) => !message)).toEqual([]);
  });

  it('is refused or accepted when a bit of a model is turned over', () => {
    expect(outcomes('flips')).toHaveLength(300);
    expect(outcomes('flips').filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(outcomes('flips').some(({ outcome }) => outcome === 'refused')).toBe(true);
  });

  it('leaves the process alive and well', () => {
    expect(outcomes('real').map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
  });

  it('takes less than 2 s of the processor', () => {
    const slow = Object.values(of)
      .flatMap(group => [...group])
      .filter(([, { cpuMilliseconds }]) => cpuMilliseconds >= 2000)
      .map(([name, { cpuMilliseconds }]) => ({ name, cpuMilliseconds }));
    expect(slow).toEqual([]);
  });

  it('makes the process less than 400 MiB larger, whatever sizes it claims', () => {
    // About 110 on a quiet machine; on a busy one the garbage collector lags behind.
    expect(report.grownBytes / 2 ** 20).toBeLessThan(400);
  });

  it('never tells what is behind a link', () => {
    const { message } = of['models that lie'].get('weights behind a link')!;
    expect(message).toContain('in "weights.bin"');
    expect(message).not.toContain('root:');
  });

  it('that is accepted has a signature or is refused by the runtime, in a process that ends', async () => {
    const accepted = [...of.flips.values()]
      .filter(({ outcome }) => outcome === 'accepted')
      .slice(0, 40);
    expect(accepted.length).toBeGreaterThan(0);
    const found: string[] = [];
    for (const { path } of accepted) {
      found.push(
        await readSignature(path, { timeoutMs: 20_000 }).then(
          ({ inputs, outputs }) => (inputs && outputs ? 'signature' : 'nothing'),
          error => `${error.name}: ${error.message}`,
        ),
      );
    }
    expect(found.filter(one => !/^(signature$|ModelLoadError: \S)/.test(one))).toEqual([]);
    expect(found.filter(one => one.includes('took longer'))).toEqual([]);
    expect(found).toContain('signature');
    expect(await leftOver(childrenBefore)).toEqual([]);
  });
});
