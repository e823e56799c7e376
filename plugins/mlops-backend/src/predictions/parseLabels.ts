import { InputError } from '@backstage/errors';
import type { PredictionLabel } from '@mlops-backstage/plugin-mlops-common';
import { CsvError, parse } from 'csv-parse/sync';
import type { ReferenceData } from '../artifacts/readReferenceData';
import type { KeyedLabel, StoredLabel } from './LabelStore';

/** As many as one request may tell. */
export const MAX_LABELS = 20_000;
const MAX_ROW = 2_147_483_647;
const MAX_ID = 100;
const MAX_LABEL = 200;

const COLUMNS = ['predictionId', 'row', 'key', 'label'];

/** Labels as they are stored: of a row or a key that is told twice, the last. */
export interface ParsedLabels {
  byId: StoredLabel[];
  byKey: KeyedLabel[];
}

/** @throws `InputError` for a label of neither a prediction nor a key, or of both */
export function storedLabels(labels: readonly PredictionLabel[]): ParsedLabels {
  const byPlace = new Map<string, StoredLabel>();
  const byKey = new Map<string, KeyedLabel>();
  labels.forEach(({ predictionId, row, key, label }, index) => {
    if ((predictionId === undefined) === (key === undefined)) {
      throw new InputError(`labels[${index}] has to have a predictionId or a key, and not both`);
    }
    if (predictionId !== undefined) {
      const place = row ?? 0;
      byPlace.set(`${place} ${predictionId}`, { predictionId, row: place, label: String(label) });
    } else if (row !== undefined) {
      throw new InputError(`labels[${index}] is by key, which has no row`);
    } else {
      byKey.set(String(key), { key: String(key), label: String(label) });
    }
  });
  return { byId: [...byPlace.values()], byKey: [...byKey.values()] };
}

/**
 * Reads labels from CSV (RFC 4180, UTF-8) with a header.
 *
 * @throws `InputError` with the line for what makes no sense
 */
export function parseLabelsCsv(text: string): PredictionLabel[] {
  const [header, ...records] = recordsOf(text);
  return labelsOf(
    header.record,
    records.map(({ record, line }) => ({ values: record, place: `Line ${line}` })),
  );
}

/**
 * Reads labels from a Parquet file with the same columns as CSV has.
 *
 * @param table - as it was read, a column each
 * @throws `InputError` with the row for what makes no sense
 */
export function parseLabelsTable({ rows, columns }: ReferenceData): PredictionLabel[] {
  const texts = (index: number) =>
    columns.map(({ values }) => {
      const value = values[index];
      return value === null || Number.isNaN(value) ? '' : String(value);
    });
  checkCount(rows);
  return labelsOf(
    columns.map(({ name }) => name),
    Array.from({ length: rows }, (_, index) => ({
      values: texts(index),
      place: `Row ${index + 1}`,
    })),
  );
}

function labelsOf(
  header: string[],
  records: Array<{ values: string[]; place: string }>,
): PredictionLabel[] {
  checkHeader(header);
  if (records.length === 0) {
    throw new InputError('There are no labels below the header');
  }
  checkCount(records.length);
  const [id, row, key, label] = COLUMNS.map(name => header.indexOf(name));
  return records.map(({ values, place }) => ({
    ...(id >= 0 && { predictionId: textOf(values[id], 'predictionId', MAX_ID, place) }),
    ...(row >= 0 && values[row] !== '' && { row: rowOf(values[row], place) }),
    ...(key >= 0 && { key: textOf(values[key], 'key', MAX_LABEL, place) }),
    label: textOf(values[label], 'label', MAX_LABEL, place),
  }));
}

function checkHeader(header: string[]): void {
  const isKnown = header.every(name => COLUMNS.includes(name));
  const names = new Set(header);
  const isById = names.has('predictionId') && !names.has('key');
  const isByKey = names.has('key') && !names.has('predictionId') && !names.has('row');
  if (!isKnown || !names.has('label') || !(isById || isByKey) || names.size < header.length) {
    throw new InputError(
      `The header has to have the columns predictionId, label and perhaps row, or key and label, but is: ${header.join(',').slice(0, 200)}`,
    );
  }
}

function checkCount(labels: number): void {
  if (labels > MAX_LABELS) {
    throw new InputError(`There are ${labels} labels; a request takes up to ${MAX_LABELS}`);
  }
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

function textOf(text: string, name: string, most: number, place: string): string {
  if (text === '' || text.length > most) {
    throw new InputError(
      `${place}: ${name} has to have 1 to ${most} characters, but has ${text.length}`,
    );
  }
  return text;
}

function rowOf(text: string, place: string): number {
  const row = Number(text);
  if (!/^\d+$/.test(text) || row > MAX_ROW) {
    throw new InputError(
      `${place}: row has to be a whole number from 0, but is ${text.slice(0, 50)}`,
    );
  }
  return row;
}
