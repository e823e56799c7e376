import { join } from 'node:path';
import { fixture, FLIGHTS, flight, route, serve, Served, total } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

let served: Served;
let generation = 0;

beforeAll(async () => {
  // The delay makes sure that requests meet.
  served = await serve({ workers: 1, limits: { maxBatchRows: 16, maxBatchDelayMs: 150 } });
});

beforeEach(() => {
  served.log.length = 0;
});

afterAll(() => served.server.close());

const deploy = (...names: string[]) =>
  served.server.apply({
    generation: ++generation,
    routes: names.map(name => route(name, fixture(name))),
  });

const floats = (name: string, shape: number[], data: number[]) => ({
  inputs: [{ name, datatype: 'FP32', shape, data }],
});

async function infer(model: string, body: unknown): Promise<any> {
  const answer = await served.post(`/v2/models/${model}/infer`, body);
  const json = await answer.json();
  return answer.status === 200 ? json.outputs[0] : `${answer.status} ${json.error}`;
}

async function statistics(model: string) {
  const answer = await served.get(`/v2/models/${model}/stats`);
  const [{ inference_count: rows, execution_count: runs }] = (await answer.json()).model_stats;
  return { rows, runs };
}

describe('requests that wait for one session', () => {
  it('are run at once, and everybody gets the answer to what they asked', async () => {
    await deploy('identity_float32');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => infer('identity_float32', floats('x', [1, 1], [i]))),
    );
    expect(answers.map(({ data }) => data)).toEqual(Array.from({ length: 8 }, (_, i) => [i]));
    expect(await statistics('identity_float32')).toEqual({ rows: 8, runs: 1 });
    expect(served.log).toEqual([]);
  });

  it('are run apart when rows depend on each other, which is said', async () => {
    await deploy('centred', 'total', 'fixed_batch');
    const answers = await Promise.all([
      infer('centred', floats('x', [1, 2], [1, 2])),
      infer('centred', floats('x', [1, 2], [3, 6])),
      infer('total', floats('x', [2, 2], [1, 2, 3, 4])),
      infer('total', floats('x', [1, 2], [5, 6])),
    ]);
    expect(answers.map(({ data }) => data)).toEqual([
      [0, 0],
      [0, 0],
      [4, 6],
      [5, 6],
    ]);
    expect(await statistics('centred')).toEqual({ rows: 2, runs: 2 });
    expect(served.log).toEqual([
      "centred version 1: requests are run one by one, since 'y' of a row depends on other rows (logged once)",
    ]);
  });

  it("don't fail because another one does", async () => {
    await deploy('lookup');
    const ask = (i: number) =>
      infer('lookup', { inputs: [{ name: 'i', datatype: 'INT64', shape: [1], data: [i] }] });
    const answers = await Promise.all([ask(0), ask(99), ask(3)]);
    expect(answers.map(one => one.data ?? one)).toEqual([
      [10],
      '500 The model failed on this request',
      [13],
    ]);
  });

  it('of a real model with texts and numbers get what they get alone', async () => {
    const artifact = join(FLIGHTS, 'flight-delay-risk/1/model.onnx');
    await served.server.apply({ generation: ++generation, routes: [route('risk', artifact)] });
    const bodies = Array.from({ length: 12 }, (_, i) => {
      const body = flight(1);
      body.inputs[0].data = [400 + 70 * i];
      return body;
    });
    const ask = async (body: unknown) =>
      (await served.post('/v2/models/risk/infer', body)).json() as Promise<any>;
    const together = await Promise.all(bodies.map(ask));
    const { runs } = await statistics('risk');
    expect(runs).toBeLessThan(12);
    for (let i = 0; i < bodies.length; i++) {
      const alone = await ask(bodies[i]);
      expect(together[i].outputs.map((one: any) => one.shape)).toEqual(
        alone.outputs.map((one: any) => one.shape),
      );
      for (const [at, output] of alone.outputs.entries()) {
        for (const [element, value] of output.data.entries()) {
          expect(together[i].outputs[at].data[element]).toBeCloseTo(value, 5);
        }
      }
    }
    expect(served.log).toEqual([]);
  });

  it('are counted as the rows and requests that they are', async () => {
    await deploy('identity_float32');
    await served.server.flush();
    served.windows.length = 0;
    await Promise.all([
      infer('identity_float32', floats('x', [2, 1], [1, 2])),
      infer('identity_float32', floats('x', [3, 1], [1, 2, 3])),
    ]);
    await served.server.flush();
    expect([total(served.windows, 'requests'), total(served.windows, 'rows')]).toEqual([2, 5]);
  });
});
