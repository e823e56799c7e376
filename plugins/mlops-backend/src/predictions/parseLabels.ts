import { InputError } from '@backstage/errors';
import type { PredictionLabel } from '@mlops-backstage/plugin-mlops-common';
import { CsvError, parse } from 'csv-parse/sync';
import type { StoredLabel } from './LabelStore';

/** As many as one request may tell. */
export const MAX_LABELS = 20_000;
const MAX_ROW = 2_147_483_647;
const MAX_ID = 100;
const MAX_LABEL = 200;

const COLUMNS = ['predictionId', 'row', 'label'];

/** Labels as they are stored: of a row that is told twice, the last. */
export function storedLabels(labels: readonly PredictionLabel[]): StoredLabel[] {
  const byPlace = new Map<string, StoredLabel>();
  for (const { predictionId, row = 0, label } of labels) {
    byPlace.set(`${row} ${predictionId}`, { predictionId, row, label: String(label) });
  }
  return [...byPlace.values()];
}

/**
 * Reads labels from CSV (RFC 4180, UTF-8) with a header.
 *
 * @throws `InputError` with the line for what makes no sense
 */
export function parseLabelsCsv(text: string): PredictionLabel[] {
  const [header, ...records] = recordsOf(text);
  const unknown = header.record.filter(name => !COLUMNS.includes(name));
  const missing = ['predictionId', 'label'].filter(name => !header.record.includes(name));
  if (
    unknown.length > 0 ||
    missing.length > 0 ||
    new Set(header.record).size < header.record.length
  ) {
    throw new InputError(
      `The header has to have the columns predictionId, label and perhaps row, but is: ${header.record.join(',').slice(0, 200)}`,
    );
  }
  if (records.length === 0) {
    throw new InputError('There are no labels below the header');
  }
  if (records.length > MAX_LABELS) {
    throw new InputError(`There are ${records.length} labels; a request takes up to ${MAX_LABELS}`);
  }
  const place = (name: string) => header.record.indexOf(name);
  const [id, row, label] = COLUMNS.map(place);
  return records.map(({ record, line }) => ({
    predictionId: textOf(record[id], 'predictionId', MAX_ID, line),
    ...(row >= 0 && record[row] !== '' && { row: rowOf(record[row], line) }),
    label: textOf(record[label], 'label', MAX_LABEL, line),
  }));
}

function recordsOf(text: string): Array<{ record: string[]; line: number }> {
  try {
    const parsed = parse(text, { bom: true, skip_empty_lines: true, info: true, trim: true });
    const records = parsed as unknown as Array<{ record: string[]; info: { lines: number } }>;
    if (records.length === 0) {
      throw new InputError('The labels are empty');
    }
    return records.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (error instanceof CsvError) {
      throw new InputError(`The labels are malformed CSV: ${error.message}`);
    }
    throw error;
  }
}

function textOf(text: string, name: string, most: number, line: number): string {
  if (text === '' || text.length > most) {
    throw new InputError(
      `Line ${line}: ${name} has to have 1 to ${most} characters, but has ${text.length}`,
    );
  }
  return text;
}

function rowOf(text: string, line: number): number {
  const row = Number(text);
  if (!/^\d+$/.test(text) || row > MAX_ROW) {
    throw new InputError(
      `Line ${line}: row has to be a whole number from 0, but is ${text.slice(0, 50)}`,
    );
  }
  return row;
}
