import { Tensor, TensorData } from '../protocol/Datatype';
import { ELEMENT_READERS } from '../protocol/elementReaders';
import { fromHalf, toHalf } from '../protocol/half';
import { isTensor, ModelSignature, TensorSignature } from '../protocol/ModelSignature';
import { joinRows, splitRows } from './batchTensors';

const ROWS = 3;
/** Matrix products of several rows may be summed in another order than those of one. */
const TOLERANCE = { FP16: 1e-2, FP32: 1e-4, FP64: 1e-9 } as const;

type Run = (inputs: ReadonlyMap<string, Tensor>) => Promise<Map<string, Tensor>>;

/**
 * Why a model's rows must not be run together with those of other requests; undefined when they may.
 *
 * A free first dimension doesn't say that it is one of rows: a model may take the mean over it, or give one value for
 * all of it. So it is tried: three different rows, each alone and all at once, have to come to the same.
 *
 * @param signature - of which `hasRows` is true
 * @param run - gives all tensor outputs
 */
export async function findRowDependence(
  signature: ModelSignature,
  run: Run,
): Promise<string | undefined> {
  const { inputs } = signature;
  try {
    const rows = Array.from({ length: ROWS }, (_, row) => probe(inputs, row));
    const together = splitRows(
      await run(joinRows(rows)),
      rows.map(() => 1),
    );
    if (!together) return 'an output has no row for each row of the inputs';
    for (let row = 0; row < ROWS; row++) {
      const alone = await run(rows[row]);
      for (const [name, tensor] of together[row]) {
        if (!same(tensor, alone.get(name)!)) return `'${name}' of a row depends on other rows`;
      }
    }
    return undefined;
  } catch (error) {
    return `it couldn't be tried with made-up rows: ${(error as Error).message}`;
  }
}

/** Whether the first dimension of all tensors is free, so that it may be one of rows. */
export function hasRows({ inputs, outputs }: ModelSignature): boolean {
  const tensors = [...inputs, ...outputs.filter(isTensor)];
  return inputs.length > 0 && tensors.every(({ shape }) => shape[0] === -1);
}

function probe(inputs: readonly TensorSignature[], row: number): Map<string, Tensor> {
  return new Map(inputs.map((input, i) => [input.name, probeTensor(input, row, i)] as const));
}

function probeTensor({ datatype, shape }: TensorSignature, row: number, input: number): Tensor {
  const dimensions = [1, ...shape.slice(1).map(size => Math.max(size, 1))];
  const elements = dimensions.reduce((product, size) => product * size, 1);
  const data = ELEMENT_READERS[datatype].allocate(elements);
  for (let i = 0; i < elements; i++) store(datatype, data, i, row + i + input);
  return { datatype, shape: dimensions, data };
}

/** Small numbers: integers are often categories or positions, of which there are two at least. */
function store(datatype: Tensor['datatype'], data: TensorData, at: number, seed: number): void {
  const bit = seed % 2;
  // Different in each row, and neither periodic nor large.
  const real = Math.sin(12.9898 * (seed + 1));
  switch (datatype) {
    case 'BYTES':
      (data as string[])[at] = bit ? 'a' : '';
      break;
    case 'INT64':
    case 'UINT64':
      (data as BigInt64Array)[at] = BigInt(bit);
      break;
    case 'FP16':
      (data as Uint16Array)[at] = toHalf(real);
      break;
    case 'FP32':
    case 'FP64':
      (data as Float64Array)[at] = real;
      break;
    default:
      (data as Uint8Array)[at] = bit;
  }
}

function same(some: Tensor, other: Tensor): boolean {
  if (some.data.length !== other.data.length) return false;
  const tolerance = (TOLERANCE as Partial<Record<Tensor['datatype'], number>>)[some.datatype];
  for (let i = 0; i < some.data.length; i++) {
    if (Object.is(some.data[i], other.data[i])) continue;
    if (tolerance === undefined) return false;
    const [a, b] = [numberAt(some, i), numberAt(other, i)];
    if (!(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)))) {
      if (!(Number.isNaN(a) && Number.isNaN(b))) return false;
    }
  }
  return true;
}

function numberAt({ datatype, data }: Tensor, i: number): number {
  return datatype === 'FP16' ? fromHalf((data as Uint16Array)[i]) : (data as Float64Array)[i];
}
