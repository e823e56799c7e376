import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { TensorSignature } from './index';
import { FLIGHTS, route, serve, Served } from './testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

type Answers = Record<string, number[] | number[][]>;

const { rows, models } = JSON.parse(
  readFileSync(join(FLIGHTS, 'expected/predictions.json'), 'utf8'),
) as {
  rows: number[];
  models: Record<string, Record<string, Record<'onnxruntime' | 'scikit-learn', Answers>>>;
};

const VERSIONS = Object.entries(models).flatMap(([model, versions]) =>
  Object.keys(versions).map(version => [model, version] as const),
);

let served: Served;
let traffic: Record<string, unknown>[];

beforeAll(async () => {
  const file = await asyncBufferFromFile(join(FLIGHTS, 'traffic.parquet'));
  const all = await parquetReadObjects({ file });
  traffic = rows.map(row => all[row]);
  served = await serve();
  const routes = VERSIONS.map(([model, version]) =>
    route(`${model}-${version}`, join(FLIGHTS, model, version, 'model.onnx'), { version }),
  );
  await served.server.apply({ generation: 1, routes });
});

afterAll(() => served.server.close());

function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Rows of the traffic as the request that the model's metadata asks for. */
async function ask(deployment: string, records: Record<string, unknown>[]): Promise<Answers> {
  const { inputs } = await (await served.get(`/v2/models/${deployment}`)).json();
  const answer = await served.post(`/v2/models/${deployment}/infer`, {
    inputs: inputs.map(({ name, datatype }: TensorSignature) => ({
      name,
      datatype,
      shape: [records.length, 1],
      data: records.map(record => toJson(record[name])),
    })),
  });
  expect(answer.status).toBe(200);
  const { outputs } = await answer.json();
  return Object.fromEntries(outputs.map(({ name, data }: any) => [name, data]));
}

/** The largest absolute difference; infinite when a value is missing. */
function difference(answered: Answers, expected: Answers): number {
  const gaps = Object.entries(expected).flatMap(([name, values]) =>
    values.flat().map((value, i) => {
      const gap = Math.abs((answered[name][i] as number) - value);
      return answered[name].length === values.flat().length ? gap : Infinity;
    }),
  );
  return Math.max(...gaps);
}

/** The part of many rows' answers that belongs to one. */
function pick(answers: Answers, row: number, rowCount: number): Answers {
  const parts = Object.entries(answers).map(([name, values]) => {
    const width = values.length / rowCount;
    return [name, values.slice(row * width, (row + 1) * width)];
  });
  return Object.fromEntries(parts);
}

describe.each(VERSIONS)('%s version %s', (model, version) => {
  it("answers 200 rows of traffic as Python's onnxruntime and scikit-learn do", async () => {
    expect(rows).toHaveLength(200);
    const answered = await ask(`${model}-${version}`, traffic);
    const expected = models[model][version];
    expect(Object.keys(answered).sort()).toEqual(Object.keys(expected.onnxruntime).sort());
    expect(difference(answered, expected.onnxruntime)).toBeLessThanOrEqual(1e-6);
    expect(difference(answered, expected['scikit-learn'])).toBeLessThanOrEqual(1e-4);
  });

  it('answers each row alone as it does among others', async () => {
    const together = await ask(`${model}-${version}`, traffic);
    for (let row = 0; row < traffic.length; row += 20) {
      const alone = await ask(`${model}-${version}`, [traffic[row]]);
      const expected = pick(together, row, traffic.length);
      expect(difference(alone, expected)).toBeLessThanOrEqual(1e-6);
    }
  });
});
