import { InputError } from '@backstage/errors';
import type { Outputs } from '../predictions/PredictionStore';
import { columnsOf } from './IngestedPrediction';
import type { NamedColumns } from './namedColumns';

/** Rows of one request that are kept; a longer one is a batch job's. */
const MAX_ROWS = 10_000;

/** A request to a model, row by row: of the Open Inference Protocol (`inputs`) or TensorFlow's (`instances`). */
export function readRequest(payload: unknown, names: NamedColumns, place: string): Outputs[] {
  const { inputs, instances } = asObject(payload, place);
  if (Array.isArray(inputs)) {
    return rowsOfTensors(inputs, place);
  }
  if (Array.isArray(instances)) {
    return instances.slice(0, MAX_ROWS).map(row => names.inputs(row, place));
  }
  throw new InputError(`${place}: the request has neither "inputs" nor "instances"`);
}

/** What the model answered, row by row: `outputs` or `predictions`. */
export function readResponse(payload: unknown, names: NamedColumns, place: string): Outputs[] {
  const { outputs, predictions } = asObject(payload, place);
  if (Array.isArray(outputs)) {
    return rowsOfTensors(outputs, place);
  }
  if (Array.isArray(predictions)) {
    return predictions.slice(0, MAX_ROWS).map(row => names.outputs(row, place));
  }
  throw new InputError(`${place}: the answer has neither "outputs" nor "predictions"`);
}

function rowsOfTensors(tensors: unknown[], place: string): Outputs[] {
  const columns: Array<{ name: string; rows: unknown[][] }> = tensors.map(tensor => {
    const { name, shape, data } = asObject(tensor, place);
    const isShape =
      Array.isArray(shape) && shape.every(size => Number.isInteger(size) && size >= 0);
    if (typeof name !== 'string' || !isShape || shape.length === 0 || !Array.isArray(data)) {
      throw new InputError(`${place}: a tensor has to have a name, a shape and data as JSON`);
    }
    const rows = shape[0] as number;
    const flat = data.flat(Infinity);
    if (rows > MAX_ROWS || rows === 0 || flat.length % rows !== 0) {
      throw new InputError(
        `${place}: ${flat.length} values are no ${rows} rows; a tensor has 1 to ${MAX_ROWS} rows`,
      );
    }
    const width = flat.length / rows;
    return {
      name,
      rows: Array.from({ length: rows }, (_, row) => flat.slice(row * width, (row + 1) * width)),
    };
  });
  const counts = new Set(columns.map(({ rows }) => rows.length));
  if (counts.size !== 1) {
    throw new InputError(`${place}: its tensors have different numbers of rows`);
  }
  const [rows] = counts;
  return Array.from({ length: rows }, (_, row) =>
    columnsOf(Object.fromEntries(columns.map(one => [one.name, one.rows[row]])), place),
  );
}

function asObject(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${place}: a payload has to be a JSON object`);
  }
  return value as Record<string, unknown>;
}
