import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Signature, TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { readReferenceData } from '../artifacts/readReferenceData';
import { referenceProfile, sampleInputs } from './referenceProfile';

const folder = createMockDirectory();

function readCsv(csv: string) {
  folder.setContent({ 'reference.csv': csv });
  return readReferenceData(join(folder.path, 'reference.csv'));
}

const tensor = (
  name: string,
  datatype: TensorSignature['datatype'],
  ...shape: number[]
): TensorSignature => ({ name, datatype, shape: [-1, ...shape] });

const taking = (...inputs: TensorSignature[]): Signature => ({ inputs, outputs: [] });

async function profileOf(csv: string, signature: Signature, prediction = {}) {
  return referenceProfile(await readCsv(csv), signature, prediction);
}

async function leastOf(csv: string, signature: Signature) {
  const [column] = (await profileOf(csv, signature)).schema.columns;
  return column.kind === 'numeric' ? column.min : undefined;
}

describe('referenceProfile', () => {
  it('rounds to the precision in which the endpoint sees the values', async () => {
    const csv = 'x\n0.1\n0.2\n0.3\n';
    expect(await leastOf(csv, taking(tensor('x', 'FP64', 1)))).toBe(0.1);
    expect(await leastOf(csv, taking(tensor('x', 'FP32', 1)))).toBe(Math.fround(0.1));
    // 0.1 in half precision.
    expect(await leastOf(csv, taking(tensor('x', 'FP16', 1)))).toBe(0.0999755859375);
  });

  it('counts a missing number as missing', async () => {
    const profile = await profileOf(
      'x,y\n1,a\n,b\nNaN,\n',
      taking(tensor('x', 'FP32'), tensor('y', 'BYTES')),
    );
    expect(profile.rows).toBe(3);
    expect(profile.columns.map(column => column.counts.at(-1))).toEqual([2, 1]);
  });

  it('takes text for categories, and integers for numbers unless they are the label', async () => {
    const signature: Signature = {
      inputs: [tensor('carrier', 'BYTES', 1), tensor('hour', 'INT64', 1)],
      outputs: [tensor('label', 'INT64')],
    };
    const { schema } = await profileOf('carrier,hour,label\nUA,7,1\nUA,8,0\nDL,9,0\n', signature, {
      label: 'label',
    });
    expect(schema.columns).toEqual([
      { name: 'carrier', role: 'feature', kind: 'categorical', categories: ['UA', 'DL'] },
      expect.objectContaining({ name: 'hour', role: 'feature', kind: 'numeric', min: 7, max: 9 }),
      { name: 'label', role: 'prediction', kind: 'categorical', categories: ['0', '1'] },
    ]);
  });

  it('reads flags however CSV writes them', async () => {
    const { schema, columns } = await profileOf(
      'a,b\nTrue,1\nfalse,0\nTRUE,1\n,\n',
      taking(tensor('a', 'BOOL', 1), tensor('b', 'BOOL', 1)),
    );
    for (const [index, column] of schema.columns.entries()) {
      expect(column).toMatchObject({ kind: 'categorical', categories: ['true', 'false'] });
      expect(columns[index].counts).toEqual([2, 1, 0, 1]);
    }
    await expect(profileOf('a\nyes\n', taking(tensor('a', 'BOOL', 1)))).rejects.toThrow(
      'The column "a" of the reference data holds "yes", but the model takes BOOL',
    );
  });

  it('profiles wide tensors element by element, and embeddings not at all', async () => {
    const signature = taking(tensor('x', 'FP32', 2), tensor('embedding', 'FP32', 65));
    const { schema } = await profileOf('x[0],x[1]\n1,2\n3,4\n', signature);
    expect(schema.columns.map(column => column.name)).toEqual(['x[0]', 'x[1]']);
  });

  it('profiles the outputs that the data have, and an input that is handed through once', async () => {
    const signature = {
      inputs: [tensor('x', 'FP32')],
      outputs: [tensor('x', 'FP32'), tensor('y', 'FP32'), tensor('z', 'FP32')],
    };
    const { schema } = await profileOf('x,y\n1,2\n3,4\n', signature);
    expect(schema.columns.map(column => [column.name, column.role])).toEqual([
      ['x', 'feature'],
      ['y', 'prediction'],
    ]);
  });

  it.each([
    [
      'columns that are missing, by name',
      'a,d\n1,2\n',
      'The reference data has no column for the inputs: b, c[0], c[1]. It has: a, d',
    ],
    [
      'text where the model takes numbers',
      'a,b,c[0],c[1]\n1,2,3,4\nseven,2,3,4\n',
      'The column "a" of the reference data holds text ("1"), but the model takes FP32',
    ],
    ['data without rows', 'a,b,c[0],c[1]\n', 'The reference data has no rows'],
  ])('refuses %s', async (_, csv, message) => {
    const signature = taking(tensor('a', 'FP32'), tensor('b', 'INT64'), tensor('c', 'FP32', 2));
    await expect(profileOf(csv, signature)).rejects.toMatchObject({ name: 'InputError', message });
  });
});

describe('sampleInputs', () => {
  const signature = taking(
    tensor('temp', 'FP32', 1),
    tensor('id', 'INT64', 1),
    tensor('exact', 'FP64', 1),
    tensor('code', 'BYTES', 1),
    tensor('late', 'BOOL', 1),
    tensor('wide', 'FP32', 2),
  );
  const header = 'temp,id,exact,code,late,wide[0],wide[1]\n';

  it('is the first row without a missing value, each value as the model takes it', async () => {
    const data = await readCsv(
      `${header},1,1,7,1,0,0\n39.02,123456789,0.123456789012,12,1,0,0\n2,2,2,3,0,0,0\n`,
    );
    expect(sampleInputs(data, signature)).toEqual({
      temp: 39.02,
      id: 123456789,
      exact: 0.123456789012,
      code: '12',
      late: true,
    });
  });

  it('is the first row when every one has something missing', async () => {
    const data = await readCsv(`${header},1,1,a,True,0,0\n1,,1,b,False,0,0\n`);
    expect(sampleInputs(data, signature)).toEqual({
      temp: null,
      id: 1,
      exact: 1,
      code: 'a',
      late: true,
    });
  });

  it('writes single precision in the fewest digits that mean the same', () => {
    const single = [16777217, 0.1, 39.02, 1 / 3].map(Math.fround);
    for (const value of single) {
      const { temp } = sampleInputs(
        { rows: 1, columns: [{ name: 'temp', values: Float32Array.of(value) }] },
        taking(tensor('temp', 'FP32', 1)),
      );
      expect(Math.fround(temp as number)).toBe(value);
    }
    expect(
      sampleInputs(
        { rows: 1, columns: [{ name: 'temp', values: [Math.fround(39.02)] }] },
        taking(tensor('temp', 'FP32', 1)),
      ),
    ).toEqual({ temp: 39.02 });
  });

  it('gives large integers of Parquet as numbers', () => {
    expect(
      sampleInputs(
        { rows: 1, columns: [{ name: 'id', values: [123456789012n] }] },
        taking(tensor('id', 'INT64', 1)),
      ),
    ).toEqual({ id: 123456789012 });
  });
});
