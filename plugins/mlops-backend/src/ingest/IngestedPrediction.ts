import { InputError } from '@backstage/errors';
import type { Outputs, OutputValue } from '../predictions/PredictionStore';

/** What a model that is served elsewhere answered for one row, as it was told. */
export interface IngestedPrediction {
  /** Where in the request it stands, such as `Line 3`, for errors. */
  place: string;
  id: string;
  /** Within the request to the model, from 0. */
  row: number;
  /** When it happened, in milliseconds since 1970. */
  time: number;
  /** Absent for the one that the deployment names as its champion. */
  version?: number;
  /** Of the whole request to the model, in milliseconds. */
  latencyMs?: number;
  inputs: Outputs;
  outputs: Outputs;
}

/** As many as one request may tell. */
export const MAX_PREDICTIONS = 20_000;
/** As long as an element of a longer output says nothing that could be compared with a label. */
const MAX_ELEMENTS = 100;
const MAX_COLUMNS = 2_000;
const MAX_TEXT = 10_000;

/**
 * Columns by the names that profiles have: a value each, and `name[i]` for element i of a list.
 *
 * @throws `InputError` with the place for values that are nested deeper
 */
export function columnsOf(object: object, place: string): Outputs {
  const columns: Array<[string, OutputValue]> = [];
  for (const [name, value] of Object.entries(object)) {
    if (Array.isArray(value)) {
      if (value.length > MAX_ELEMENTS) {
        continue;
      }
      value.forEach((element, index) =>
        columns.push([
          value.length === 1 ? name : `${name}[${index}]`,
          scalar(element, name, place),
        ]),
      );
    } else {
      columns.push([name, scalar(value, name, place)]);
    }
  }
  if (columns.length > MAX_COLUMNS) {
    throw new InputError(`${place}: there are more than ${MAX_COLUMNS} columns`);
  }
  // Not by assignment: a column may be called `__proto__`.
  return Object.fromEntries(columns);
}

function scalar(value: unknown, name: string, place: string): OutputValue {
  if (typeof value === 'string' && value.length > MAX_TEXT) {
    throw new InputError(`${place}: ${name.slice(0, 100)} is longer than ${MAX_TEXT} characters`);
  }
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
    return value as OutputValue;
  }
  throw new InputError(
    `${place}: ${name.slice(0, 100)} has to be a value or a list of values, one level deep`,
  );
}

/** @throws `InputError` with the place for what is no time */
export function timeOf(value: unknown, place: string): number {
  const time =
    typeof value === 'number' || (typeof value === 'string' && /^\d{10,}$/.test(value))
      ? Number(value)
      : Date.parse(String(value));
  if (!Number.isSafeInteger(Math.round(time)) || time < 0 || time > 8.64e15) {
    throw new InputError(
      `${place}: time has to be like 2026-01-31T12:00:00Z, or in milliseconds since 1970`,
    );
  }
  return time;
}
