import { Tensor } from '../protocol/Datatype';
import { fromHalf } from '../protocol/half';
import { isTensor, ModelSignature } from '../protocol/ModelSignature';

type Value = number | string | boolean | null;

/** A value for each row, by the name of the column. */
export type Columns = Readonly<Record<string, Value[]>>;

/** A row of a longer output, such as an embedding, says nothing that could be compared with a label. */
const MAX_WIDTH = 100;
/** A longer text is no value that rows have in common or are known by. */
const MAX_TEXT = 200;

/** Outputs as profiles name them: `name` of a tensor [N] or [N, 1], `name[i]` of element i of a tensor [N, k]. */
export function outputColumns(
  { outputs: signatures }: ModelSignature,
  outputs: ReadonlyMap<string, Tensor>,
  rows: number,
): Columns {
  const columns: Array<[string, Value[]]> = [];
  for (const { name, shape } of signatures.filter(isTensor)) {
    const tensor = outputs.get(name);
    if (!tensor || shape.length === 0 || shape.length > 2 || tensor.shape[0] !== rows) continue;
    const width = tensor.data.length / rows;
    if (width > MAX_WIDTH) continue;
    for (let element = 0; element < width; element++) {
      const values = Array.from({ length: rows }, (_, row) =>
        valueAt(tensor, row * width + element),
      );
      columns.push([width === 1 ? name : `${name}[${element}]`, values]);
    }
  }
  // Not by assignment: a model may call an output `__proto__`.
  return Object.fromEntries(columns);
}

function valueAt({ datatype, data }: Tensor, at: number): Value {
  switch (datatype) {
    case 'BYTES':
      return (data as string[])[at];
    case 'BOOL':
      return (data as Uint8Array)[at] !== 0;
    case 'INT64':
    case 'UINT64':
      return Number((data as BigInt64Array)[at]);
    default: {
      const value =
        datatype === 'FP16' ? fromHalf((data as Uint16Array)[at]) : (data as Float64Array)[at];
      return Number.isFinite(value) ? value : null;
    }
  }
}

const shortened = (value: Value) =>
  typeof value === 'string' && value.length > MAX_TEXT ? null : value;

/**
 * Columns of a request by name: of its inputs, or else of its parameters, which are of all rows or, as an array, of each.
 *
 * @returns undefined where the request has none of them
 */
export function keptColumns(
  names: readonly string[],
  inputs: ReadonlyMap<string, Tensor>,
  parameters: Readonly<Record<string, unknown>> | undefined,
  rows: number,
): Columns | undefined {
  const columns = names.flatMap(name => {
    const values = inputColumn(name, inputs, rows) ?? parameterColumn(name, parameters, rows);
    return values ? [[name, values.map(shortened)] as const] : [];
  });
  return columns.length > 0 ? Object.fromEntries(columns) : undefined;
}

function inputColumn(
  name: string,
  inputs: ReadonlyMap<string, Tensor>,
  rows: number,
): Value[] | undefined {
  const [, ofTensor, element] = /^(.*)\[(\d{1,9})\]$/.exec(name) ?? [];
  const tensor = inputs.get(name) ?? inputs.get(ofTensor);
  if (!tensor || tensor.shape[0] !== rows) return undefined;
  const width = tensor.data.length / rows;
  const place = inputs.has(name) ? 0 : Number(element);
  if (place >= width || (inputs.has(name) && width !== 1)) return undefined;
  return Array.from({ length: rows }, (_, row) => valueAt(tensor, row * width + place));
}

function parameterColumn(
  name: string,
  parameters: Readonly<Record<string, unknown>> | undefined,
  rows: number,
): Value[] | undefined {
  // Not what every object has, such as `constructor`.
  if (!parameters || !Object.hasOwn(parameters, name)) return undefined;
  const parameter = parameters[name];
  const values = Array.isArray(parameter) ? parameter : Array(rows).fill(parameter);
  if (values.length !== rows) return undefined;
  return values.map(value =>
    ['number', 'string', 'boolean'].includes(typeof value) ? value : null,
  );
}
