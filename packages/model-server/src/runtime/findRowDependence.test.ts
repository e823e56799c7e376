import { Tensor } from '../protocol/Datatype';
import { ModelSignature } from '../protocol/ModelSignature';
import { findRowDependence } from './findRowDependence';

type Tensors = ReadonlyMap<string, Tensor>;

const signature = (datatype: Tensor['datatype'], inner: number[] = []): ModelSignature => ({
  inputs: [{ name: 'x', datatype, shape: [-1, ...inner] }],
  outputs: [{ name: 'y', datatype, shape: [-1, ...inner] }],
});

const identity = async (inputs: Tensors) => new Map([['y', inputs.get('x')!]]);

describe('findRowDependence', () => {
  it.each(['BOOL', 'INT8', 'UINT64', 'INT64', 'FP16', 'FP32', 'FP64', 'BYTES'] as const)(
    'finds none where rows of %s come out as they went in',
    async datatype => {
      expect(await findRowDependence(signature(datatype, [-1]), identity)).toBeUndefined();
    },
  );

  it.each(['INT64', 'FP16', 'FP32', 'BYTES'] as const)(
    'finds rows of %s that come out in another order',
    async datatype => {
      // Rows 0 and 2 are the same for two values, so that the order has to be turned by one.
      const rotated = async (inputs: Tensors) => {
        const { shape, data } = inputs.get('x')!;
        const turned = Array.from(data as ArrayLike<any>);
        turned.push(turned.shift());
        const into = Array.isArray(data) ? turned : (data.constructor as any).from(turned);
        return new Map([['y', { datatype, shape, data: into } as Tensor]]);
      };
      expect(await findRowDependence(signature(datatype), rotated)).toBe(
        "'y' of a row depends on other rows",
      );
    },
  );

  it('finds outputs with another number of rows', async () => {
    const first = async (inputs: Tensors) => {
      const { datatype, data } = inputs.get('x')!;
      return new Map([['y', { datatype, shape: [1], data: data.slice(0, 1) } as Tensor]]);
    };
    expect(await findRowDependence(signature('FP32'), first)).toBe(
      'an output has no row for each row of the inputs',
    );
  });

  it('allows for sums in another order', async () => {
    const rounded = async (inputs: Tensors) => {
      const { datatype, shape, data } = inputs.get('x')!;
      const error = shape[0] > 1 ? 1e-6 : 0;
      const values = Float32Array.from(data as Float32Array, value => value + error);
      return new Map<string, Tensor>([['y', { datatype, shape, data: values }]]);
    };
    expect(await findRowDependence(signature('FP32'), rounded)).toBeUndefined();
  });

  it('says that a model could not be tried', async () => {
    const failing = async () => {
      throw new Error('unknown category');
    };
    expect(await findRowDependence(signature('BYTES'), failing)).toBe(
      "it couldn't be tried with made-up rows: unknown category",
    );
  });
});
