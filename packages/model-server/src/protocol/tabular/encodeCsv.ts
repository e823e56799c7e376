import { Datatype, Tensor } from '../Datatype';
import { fromHalf } from '../half';
import { outputColumns } from './outputColumns';

const END_OF_LINE = '\r\n';

/** Fields that have to be quoted, by RFC 4180, and those whose blanks a reader may take away. */
const SPECIAL = /[",\r\n]|^\s|\s$/;

/**
 * An answer as comma-separated values (RFC 4180) with the names of the columns in the first line. NaN is an empty field,
 * ±Infinity `inf` and `-inf`, as pandas reads and writes them.
 *
 * @param outputs - by name, in the order of the answer
 * @param rows - those of the request
 * @throws ProtocolError 400 when outputs can't be given as columns
 */
export function encodeCsv(outputs: ReadonlyMap<string, Tensor>, rows: number): string {
  const columns = outputColumns(outputs, rows);
  const encoders = columns.map(({ datatype }) => fieldEncoder(datatype));
  const lines = [columns.map(({ name }) => encodeText(name)).join(',')];
  for (let row = 0; row < rows; row++) {
    const line = columns
      .map(({ data, offset, stride }, i) => encoders[i](data[offset + row * stride]))
      .join(',');
    // A line of nothing would be none.
    lines.push(line === '' ? '""' : line);
  }
  return lines.join(END_OF_LINE) + END_OF_LINE;
}

function fieldEncoder(datatype: Datatype): (element: unknown) => string {
  switch (datatype) {
    case 'BYTES':
      return string => encodeText(string as string);
    case 'BOOL':
      return value => (value ? 'true' : 'false');
    case 'FP16':
      return bits => encodeFloat(fromHalf(bits as number));
    case 'FP32':
    case 'FP64':
      return value => encodeFloat(value as number);
    default:
      return String;
  }
}

function encodeText(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function encodeFloat(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return '';
  return value > 0 ? 'inf' : '-inf';
}
