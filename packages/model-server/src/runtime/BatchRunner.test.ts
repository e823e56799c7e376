import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Tensor } from '../protocol/Datatype';
import { BatchRunner, Runnable, RunRequest, RunResult } from './BatchRunner';

const floats = (...rows: number[]): ReadonlyMap<string, Tensor> =>
  new Map([['x', { datatype: 'FP32', shape: [rows.length, 1], data: Float32Array.from(rows) }]]);

const request = (...rows: number[]): RunRequest => ({
  inputs: floats(...rows),
  rows: rows.length,
  outputs: ['y'],
});

const valuesOf = ({ outputs }: RunResult) => Array.from(outputs.get('y')!.data as Float32Array);

const message = (error: Error) => error.message;

/** Doubles what it is given, and keeps what that was. */
function session(fails: (values: readonly number[]) => boolean = () => false) {
  const runs: number[][] = [];
  return {
    runs,
    async run(collect: () => ReadonlyMap<string, Tensor>, _outputs?: readonly string[]) {
      await nextTurn();
      const inputs = collect();
      const { shape, data } = inputs.get('x')!;
      const values = Array.from(data as Float32Array);
      runs.push(values);
      if (fails(values)) throw new Error(`failed on ${values}`);
      const doubled = Float32Array.from(values, value => value * 2);
      return new Map<string, Tensor>([['y', { datatype: 'FP32', shape, data: doubled }]]);
    },
  };
}

const LIMITS = { maxBatchRows: 8, maxBatchDelayMs: 0 };

describe('BatchRunner', () => {
  it('runs what waits at once, and gives everybody their own rows', async () => {
    const { runs, run } = session();
    const runner = new BatchRunner({ run }, LIMITS, true);
    const results = await Promise.all([
      runner.run(request(1)),
      runner.run(request(2, 3)),
      runner.run(request(4)),
    ]);
    expect(runs).toEqual([[1, 2, 3, 4]]);
    expect(results.map(valuesOf)).toEqual([[2], [4, 6], [8]]);
    expect(results.map(({ outputs }) => outputs.get('y')!.shape)).toEqual([
      [1, 1],
      [2, 1],
      [1, 1],
    ]);
    // One of them tells of the run.
    expect(results.map(({ batchRows }) => batchRows)).toEqual([4, undefined, undefined]);
    for (const { started, ended } of results) expect(ended).toBeGreaterThanOrEqual(started);
  });

  it('runs no more rows at once than allowed, and larger requests alone', async () => {
    const { runs, run } = session();
    const runner = new BatchRunner({ run }, LIMITS, true);
    const many = Array.from({ length: 10 }, (_, i) => i);
    const results = await Promise.all([
      runner.run(request(1, 2, 3, 4, 5)),
      runner.run(request(...many)),
      runner.run(request(6, 7, 8)),
      runner.run(request(9)),
    ]);
    expect(runs).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], many, [9]]);
    expect(valuesOf(results[1])).toEqual(many.map(value => value * 2));
  });

  it('keeps apart what asks for other outputs or has other inner dimensions', async () => {
    const { runs, run } = session();
    const runner = new BatchRunner({ run }, LIMITS, true);
    const wide = new Map<string, Tensor>([
      ['x', { datatype: 'FP32', shape: [1, 2], data: Float32Array.of(3, 4) }],
    ]);
    await Promise.all([
      runner.run(request(1)),
      runner.run({ ...request(2), outputs: ['y', 'z'] }),
      runner.run({ inputs: wide, rows: 1, outputs: ['y'] }),
      runner.run(request(5)),
    ]);
    expect(runs).toEqual([[1, 5], [2], [3, 4]]);
  });

  it('fails the request that makes a run fail, and no other', async () => {
    const { runs, run } = session(values => values.includes(13));
    const runner = new BatchRunner({ run }, LIMITS, true);
    const results = await Promise.allSettled([
      runner.run(request(1)),
      runner.run(request(13)),
      runner.run(request(2)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'failed on 13' } });
    expect(runs).toEqual([[1, 13, 2], [1], [13], [2]]);
    // The next ones are run together again.
    await Promise.all([runner.run(request(3)), runner.run(request(4))]);
    expect(runs.at(-1)).toEqual([3, 4]);
  });

  it('stops running rows together when the outputs have another number of rows', async () => {
    const runs: number[] = [];
    const run = async (collect: () => ReadonlyMap<string, Tensor>) => {
      await nextTurn();
      const { data } = collect().get('x')!;
      runs.push(data.length);
      const sum = (data as Float32Array).reduce((total, value) => total + value, 0);
      return new Map<string, Tensor>([
        ['y', { datatype: 'FP32', shape: [1, 1], data: Float32Array.of(sum) }],
      ]);
    };
    const runner = new BatchRunner({ run }, LIMITS, true);
    const ask = async () =>
      (await Promise.all([runner.run(request(1)), runner.run(request(2))])).map(valuesOf);
    expect(await ask()).toEqual([[1], [2]]);
    expect(await ask()).toEqual([[1], [2]]);
    expect(runs).toEqual([2, 1, 1, 1, 1]);
  });

  it('runs one by one where rows depend on each other', async () => {
    const { runs, run } = session();
    const runner = new BatchRunner({ run }, LIMITS, false);
    await Promise.all([runner.run(request(1)), runner.run(request(2))]);
    expect(runs).toEqual([[1], [2]]);
  });

  it('waits for others as long as it may', async () => {
    const { runs, run } = session();
    const runner = new BatchRunner({ run }, { maxBatchRows: 8, maxBatchDelayMs: 100 }, true);
    const first = runner.run(request(1));
    await sleep(20);
    await Promise.all([first, runner.run(request(2))]);
    expect(runs).toEqual([[1, 2]]);
  });

  it("doesn't wait once the batch is full", async () => {
    const { runs, run } = session();
    const runner = new BatchRunner({ run }, { maxBatchRows: 2, maxBatchDelayMs: 3_600_000 }, true);
    await Promise.all([runner.run(request(1)), runner.run(request(2))]);
    expect(runs).toEqual([[1, 2]]);
  });

  it("doesn't run what isn't wanted any more", async () => {
    const { runs, run } = session();
    const runner = new BatchRunner({ run }, LIMITS, true);
    const late = runner.run({ ...request(1), refusal: () => new Error('too late') });
    const [refused, answered] = await Promise.all([
      late.catch(message),
      runner.run(request(2)).then(valuesOf),
    ]);
    expect([refused, answered]).toEqual(['too late', [4]]);
    expect(runs).toEqual([[2]]);
  });

  it('fails who waits when a run cannot be begun, and goes on', async () => {
    const { run } = session();
    let broken = true;
    const fragile: Runnable['run'] = async (collect, outputs) => {
      if (broken) throw new Error('no session');
      return run(collect, outputs);
    };
    const runner = new BatchRunner({ run: fragile }, LIMITS, true);
    const asked = () => runner.run(request(1)).then(valuesOf, message);
    expect(await Promise.all([asked(), asked(), asked()])).toEqual(Array(3).fill('no session'));
    broken = false;
    expect(await asked()).toEqual([2]);
  });

  it('joins and splits strings and empty inner dimensions', async () => {
    const run = async (collect: () => ReadonlyMap<string, Tensor>) => {
      await nextTurn();
      return new Map(collect());
    };
    const runner = new BatchRunner({ run }, LIMITS, true);
    const text = (...data: string[]): RunRequest => ({
      inputs: new Map([['t', { datatype: 'BYTES', shape: [data.length], data }]]),
      rows: data.length,
      outputs: ['t'],
    });
    const results = await Promise.all([runner.run(text('a', 'b')), runner.run(text('c'))]);
    expect(results.map(({ outputs }) => outputs.get('t')!.data)).toEqual([['a', 'b'], ['c']]);
  });
});
