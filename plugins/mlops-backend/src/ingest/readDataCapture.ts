import { InputError } from '@backstage/errors';
import { CsvError, parse } from 'csv-parse/sync';
import type { Outputs } from '../predictions/PredictionStore';
import { timeOf } from './IngestedPrediction';
import type { IngestedPrediction } from './IngestedPrediction';
import type { NamedColumns } from './namedColumns';
import { readRequest, readResponse } from './readPayload';

/** Whether a line is one that SageMaker's data capture wrote. */
export function isDataCapture(object: object): boolean {
  return 'captureData' in object && 'eventMetadata' in object;
}

/**
 * The predictions of a line of SageMaker's data capture (event version 0), whose payloads are CSV or JSON, plain or in
 * base64. An `inferenceId` that the caller gave SageMaker is the prediction's id, else the event's.
 *
 * @throws `InputError` with the place for payloads that can't be read
 */
export function readDataCapture(
  object: object,
  names: NamedColumns,
  place: string,
): IngestedPrediction[] {
  const { captureData, eventMetadata } = object as any;
  const id = eventMetadata?.inferenceId ?? eventMetadata?.eventId;
  if (typeof id !== 'string' || id === '' || id.length > 100) {
    throw new InputError(`${place}: eventMetadata has no eventId of 1 to 100 characters`);
  }
  const time = timeOf(eventMetadata.inferenceTime, place);
  const inputs = rowsOf(captureData?.endpointInput, `${place}, endpointInput`, {
    row: (values, where) => names.inputs(values, where),
    payload: (payload, where) => readRequest(payload, names, where),
  });
  const outputs = rowsOf(captureData?.endpointOutput, `${place}, endpointOutput`, {
    row: (values, where) => names.outputs(values, where),
    payload: (payload, where) => readResponse(payload, names, where),
  });
  if (inputs.length !== outputs.length) {
    throw new InputError(
      `${place}: ${inputs.length} rows were asked and ${outputs.length} answered`,
    );
  }
  return outputs.map((row, index) => ({
    place,
    id,
    row: index,
    time,
    inputs: inputs[index],
    outputs: row,
  }));
}

interface Readers {
  row(values: unknown[], place: string): Outputs;
  payload(payload: unknown, place: string): Outputs[];
}

function rowsOf(side: any, place: string, { row, payload }: Readers): Outputs[] {
  if (typeof side?.data !== 'string') {
    throw new InputError(`${place} was not captured: capture input and output`);
  }
  const text =
    side.encoding === 'BASE64' ? Buffer.from(side.data, 'base64').toString('utf8') : side.data;
  const isCsv = side.encoding === 'CSV' || /csv/.test(String(side.observedContentType));
  if (isCsv) {
    return csvRows(text, place).map(values => row(values, place));
  }
  return payload(jsonOf(text, place), place);
}

function csvRows(text: string, place: string): unknown[][] {
  try {
    const records: string[][] = parse(text, { skip_empty_lines: true, trim: true });
    return records.map(record =>
      record.map(value => {
        const number = Number(value);
        if (value === '') {
          return null;
        }
        return Number.isFinite(number) ? number : value;
      }),
    );
  } catch (error) {
    if (error instanceof CsvError) {
      throw new InputError(`${place} is malformed CSV: ${error.code}`);
    }
    throw error;
  }
}

function jsonOf(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${place} is neither CSV nor JSON`);
  }
}
