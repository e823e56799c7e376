import { InputError } from '@backstage/errors';
import { CsvError, parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { checkTable, type ReferenceData, type ReferenceValue } from './ReferenceData';

const RECORD_BYTES = 1024 * 1024;

/** A leading zero makes a code of digits, a postcode say, and no number. */
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

/**
 * Reads comma-separated values (RFC 4180) in UTF-8 with a header. A column of nothing but numbers (and `inf`) holds
 * numbers, any other text. An empty value is missing, as is `NaN` in a column of numbers.
 *
 * @throws `InputError` with the line for malformed content
 */
export async function readCsv(path: string): Promise<ReferenceData> {
  let header: string[] | undefined;
  let columns: string[][] = [];
  let rows = 0;
  const parser = parse({ bom: true, skip_empty_lines: true, max_record_size: RECORD_BYTES });
  try {
    await pipeline(createReadStream(path), parser, async records => {
      for await (const record of records as AsyncIterable<string[]>) {
        if (header) {
          rows += 1;
          // Said while there is little to throw away, not at the end.
          if (rows % 10_000 === 0) checkTable(header, rows);
          for (let i = 0; i < record.length; i += 1) columns[i].push(record[i]);
        } else {
          header = record;
          checkHeader(header);
          columns = header.map(() => []);
        }
      }
    });
  } catch (error) {
    if (error instanceof CsvError) {
      throw new InputError(`The reference data is malformed CSV: ${error.message}`);
    }
    throw error;
  }
  if (!header) throw new InputError('The reference data is empty');
  checkTable(header, rows);
  return {
    rows,
    columns: header.map((name, i) => ({ name, values: typed(columns[i]) })),
  };
}

function checkHeader(header: string[]): void {
  // eslint-disable-next-line no-control-regex
  if (header.some(name => /[\x00-\x08\x0e-\x1f\ufffd]/.test(name))) {
    throw new InputError('The reference data is neither Parquet nor CSV in UTF-8');
  }
  checkTable(header, 0);
}

function typed(texts: string[]): ArrayLike<ReferenceValue> {
  const numeric = texts.every(
    text => text === '' || NUMBER.test(text) || INFINITE.test(text) || isNaNText(text),
  );
  // A column without any value has no type; nulls will do.
  if (!numeric) return texts.map(text => (text === '' ? null : text));
  const values = texts.map(toNumber);
  return values.includes(null) ? values : Float64Array.from(values as number[]);
}

function toNumber(text: string): number | null {
  if (text === '' || isNaNText(text)) return null;
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

function isNaNText(text: string): boolean {
  return text.toLowerCase() === 'nan';
}
