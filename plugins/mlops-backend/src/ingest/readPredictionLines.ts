import { InputError } from '@backstage/errors';
import { CsvError, parse } from 'csv-parse/sync';
import type { LoggedRow } from '@mlops-backstage/plugin-mlops-common';
import { columnsOf, MAX_PREDICTIONS, timeOf } from './IngestedPrediction';
import type { IngestedPrediction } from './IngestedPrediction';
import { isDataCapture, readDataCapture } from './readDataCapture';
import type { NamedColumns } from './namedColumns';

const MAX_INT = 2_147_483_647;
/** Columns of CSV that say which prediction it is. */
const ABOUT = ['id', 'row', 'time', 'version', 'latencyMs'];
const INPUT = 'inputs.';
const OUTPUT = 'outputs.';

const isWhole = (value: unknown, least: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= MAX_INT;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Predictions as the contract has them. */
export function readPredictions(rows: readonly LoggedRow[]): IngestedPrediction[] {
  return rows.map((row, index) => predictionOf(row as object, `predictions[${index}]`));
}

/**
 * Predictions of JSON lines: each as the contract has it, or a line of SageMaker's data capture.
 *
 * @param namesOf - the columns of a version, for payloads that don't name them
 * @throws `InputError` with the line for what makes no sense
 */
export async function readPredictionLines(
  text: string,
  namesOf: (version: number | undefined) => Promise<NamedColumns>,
): Promise<IngestedPrediction[]> {
  const predictions: IngestedPrediction[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index].trim();
    if (line === '') {
      continue;
    }
    const place = `Line ${index + 1}`;
    const object = parsed(line, place);
    if (isDataCapture(object)) {
      predictions.push(...readDataCapture(object, await namesOf(undefined), place));
    } else {
      predictions.push(predictionOf(object, place));
    }
    checkCount(predictions.length);
  }
  return someOf(predictions);
}

/**
 * Predictions of CSV with a header: `id`, `time` and perhaps `row`, `version` and `latencyMs`; `inputs.<column>` and
 * `outputs.<column>` for each column. What is empty is missing, and what reads as a number is one.
 *
 * @throws `InputError` with the line for what makes no sense
 */
export function readPredictionsCsv(text: string): IngestedPrediction[] {
  const [header, ...records] = recordsOf(text);
  const names = header.record;
  const unknown = names.filter(
    name => !ABOUT.includes(name) && !name.startsWith(INPUT) && !name.startsWith(OUTPUT),
  );
  if (unknown.length > 0 || new Set(names).size < names.length || !names.includes('id')) {
    throw new InputError(
      `The header has to have the columns id, time, perhaps row, version and latencyMs, and each of the others once as inputs.<column> or outputs.<column>, but is: ${names.join(',').slice(0, 200)}`,
    );
  }
  checkCount(records.length);
  return someOf(
    records.map(({ record, line }) => {
      const about: Record<string, unknown> = {};
      const inputs: Array<[string, unknown]> = [];
      const outputs: Array<[string, unknown]> = [];
      names.forEach((name, index) => {
        const value = csvValue(record[index]);
        if (name.startsWith(INPUT)) {
          inputs.push([name.slice(INPUT.length), value]);
        } else if (name.startsWith(OUTPUT)) {
          outputs.push([name.slice(OUTPUT.length), value]);
        } else if (name === 'id') {
          about.id = record[index];
        } else if (value !== null) {
          about[name] = value;
        }
      });
      return predictionOf(
        { ...about, inputs: Object.fromEntries(inputs), outputs: Object.fromEntries(outputs) },
        `Line ${line}`,
      );
    }),
  );
}

function csvValue(text: string): string | number | null {
  if (text === '') {
    return null;
  }
  // A leading zero makes a code of digits, and no number.
  return /^[+-]?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
}

function recordsOf(text: string): Array<{ record: string[]; line: number }> {
  try {
    const records = parse(text, {
      bom: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as Array<{
      record: string[];
      info: { lines: number };
    }>;
    if (records.length === 0) {
      throw new InputError('There are no predictions');
    }
    return records.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (error instanceof CsvError) {
      throw new InputError(`The predictions are malformed CSV: ${error.message}`);
    }
    throw error;
  }
}

function predictionOf(object: object, place: string): IngestedPrediction {
  const { id, time, row = 0, version, latencyMs, inputs = {}, outputs } = object as any;
  if (typeof id !== 'string' || id === '' || id.length > 100) {
    throw new InputError(`${place}: id has to be text of 1 to 100 characters`);
  }
  if (!isWhole(row, 0) || (version !== undefined && !isWhole(version, 1))) {
    throw new InputError(`${place}: row and version have to be whole numbers, from 0 and from 1`);
  }
  if (latencyMs !== undefined && !(latencyMs >= 0 && Number.isFinite(latencyMs))) {
    throw new InputError(`${place}: latencyMs has to be a number of milliseconds from 0`);
  }
  if (!isObject(inputs) || !isObject(outputs)) {
    throw new InputError(`${place}: inputs and outputs have to be objects of values by column`);
  }
  return {
    place,
    id,
    row,
    time: timeOf(time, place),
    ...(version !== undefined && { version }),
    ...(latencyMs !== undefined && { latencyMs }),
    inputs: columnsOf(inputs, place),
    outputs: columnsOf(outputs, place),
  };
}

function parsed(line: string, place: string): object {
  try {
    const value = JSON.parse(line);
    if (isObject(value)) {
      return value;
    }
  } catch {
    // Said below: the parser's own words quote what was sent.
  }
  throw new InputError(`${place} is no JSON object`);
}

function checkCount(count: number): void {
  if (count > MAX_PREDICTIONS) {
    throw new InputError(`There are more than ${MAX_PREDICTIONS} predictions: send them in parts`);
  }
}

function someOf(predictions: IngestedPrediction[]): IngestedPrediction[] {
  if (predictions.length === 0) {
    throw new InputError('There are no predictions');
  }
  return predictions;
}
