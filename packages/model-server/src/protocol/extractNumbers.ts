const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** Powers of ten that are floating-point numbers themselves. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** So many digits are a whole number below 2^53, whatever they are. */
const EXACT_DIGITS = 15;
/** Values that the memory kept for the next request may have. */
const MAX_KEPT = 1 << 20;

/** Longer ones are not compared with the next text. */
const MAX_REMEMBERED = 4096;

/** A JSON text, some of whose arrays of numbers were read already. */
export interface TextAndNumbers {
  /** The text, with `[i]` in place of each of those arrays: i is its position in `numbers`. No other such array is left. */
  readonly text: string;
  /** In memory that the next text is read into: to be copied by then. */
  readonly numbers: readonly Float64Array[];
}

/** A text that others may be the same as, but for their numbers. */
interface Remembered {
  /** With the placeholders. */
  readonly text: string;
  /** Its bytes around the arrays, in order; each but the last ends with an opening bracket. */
  readonly parts: readonly string[];
}

/** Holds the numbers of one text after the other. */
let scratch = new Float64Array(1024);
let used = 0;

let last: Remembered = { text: '', parts: [''] };

/**
 * Reads the flat arrays of numbers that are values of keys `data` right from the bytes of a JSON text. They are most of an
 * infer request, and reading them here makes no JavaScript arrays of them to be read once more. What is left is often the
 * same for one request after the other; it is the same string then.
 *
 * Whatever isn't such an array, valid or not, is left in the text. Numbers are rounded correctly, as `JSON.parse` does: up
 * to 15 digits and a power of ten up to 22 are exact, so that one multiplication or division rounds once (Clinger, How to
 * read floating point numbers accurately, 1990); all others are left to JavaScript.
 */
export function extractNumbers(json: Buffer): TextAndNumbers {
  if (scratch.length > MAX_KEPT) scratch = new Float64Array(1024);
  const numbers = readLike(last, json);
  return numbers ? { text: last.text, numbers } : extract(json);
}

/**
 * The numbers of a text that is the same as another one around them; undefined for any other.
 *
 * Where an array begins depends on what is before it alone: what was left out of the one is what has to be left out of the
 * other.
 */
function readLike({ parts }: Remembered, json: Buffer): Float64Array[] | undefined {
  const numbers: Float64Array[] = [];
  used = 0;
  let at = 0;
  for (let i = 0; i < parts.length - 1; i++) {
    const numbersAt = at + parts[i].length;
    if (json.toString('latin1', at, numbersAt) !== parts[i]) return undefined;
    const reader = readNumbers(json, numbersAt);
    if (!reader) return undefined;
    numbers.push(reader.values);
    at = reader.end;
  }
  const rest = parts[parts.length - 1];
  if (json.length - at !== rest.length) return undefined;
  return json.toString('latin1', at) === rest ? numbers : undefined;
}

function extract(json: Buffer): TextAndNumbers {
  const numbers: Float64Array[] = [];
  const parts: string[] = [];
  used = 0;
  let text = '';
  let copied = 0;
  let at = 0;
  while (at < json.length) {
    if (json[at++] !== QUOTE) continue;
    const start = at;
    let escaped = false;
    while (at < json.length && json[at] !== QUOTE) {
      if (json[at] === BACKSLASH) {
        escaped = true;
        at++;
      }
      at++;
    }
    const isData = escaped ? saysEscapedData(json, start, at) : saysData(json, start, at);
    at++;
    if (!isData) continue;
    const colon = skipBlanks(json, at);
    if (json[colon] !== COLON) continue;
    const open = skipBlanks(json, colon + 1);
    if (json[open] !== OPEN) continue;
    const reader = readNumbers(json, open + 1);
    if (!reader) continue;
    text += `${json.toString('utf8', copied, open)}[${numbers.length}]`;
    parts.push(json.toString('latin1', copied, open + 1));
    numbers.push(reader.values);
    copied = reader.end;
    at = reader.end;
  }
  text += json.toString('utf8', copied, json.length);
  if (text.length <= MAX_REMEMBERED) {
    parts.push(json.toString('latin1', copied));
    last = { text, parts };
  }
  return { text, numbers };
}

/** Whether a string without escapes is "data". */
function saysData(json: Buffer, start: number, end: number): boolean {
  return (
    end - start === 4 &&
    json[start] === 0x64 &&
    json[start + 1] === 0x61 &&
    json[start + 2] === 0x74 &&
    json[start + 3] === 0x61
  );
}

/** The same of one with escapes, which would pass its own numbers for ours. */
function saysEscapedData(json: Buffer, start: number, end: number): boolean {
  // At most six bytes for a letter.
  if (end - start > 24) return false;
  const text = json.toString('latin1', start, end);
  return (
    text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))) ===
    'data'
  );
}

function skipBlanks(json: Buffer, from: number): number {
  let at = from;
  // Space, tab, line feed, carriage return.
  while (json[at] === 0x20 || json[at] === 0x09 || json[at] === 0x0a || json[at] === 0x0d) at++;
  return at;
}

/** The numbers up to the closing bracket; undefined when there are none, or other things among them. */
function readNumbers(
  json: Buffer,
  from: number,
): { readonly values: Float64Array; readonly end: number } | undefined {
  const first = used;
  let count = first;
  let at = skipBlanks(json, from);
  for (;;) {
    const start = at;
    const negative = json[at] === MINUS;
    if (negative) at++;
    let mantissa = 0;
    let exponent = 0;
    const whole = at;
    while (json[at] >= ZERO && json[at] <= NINE) mantissa = mantissa * 10 + json[at++] - ZERO;
    let digits = at - whole;
    // "", "-" and "01" are no numbers of JSON.
    if (digits === 0 || (digits > 1 && json[whole] === ZERO)) return undefined;
    if (json[at] === POINT) {
      const fraction = ++at;
      while (json[at] >= ZERO && json[at] <= NINE) mantissa = mantissa * 10 + json[at++] - ZERO;
      exponent = fraction - at;
      if (exponent === 0) return undefined;
      digits -= exponent;
    }
    // e or E
    if ((json[at] | 0x20) === 0x65) {
      at++;
      const sign = json[at] === MINUS ? -1 : 1;
      if (json[at] === MINUS || json[at] === 0x2b) at++;
      const power = at;
      let value = 0;
      while (json[at] >= ZERO && json[at] <= NINE) value = value * 10 + json[at++] - ZERO;
      if (at === power) return undefined;
      exponent += sign * value;
    }
    let value: number;
    if (digits > EXACT_DIGITS || exponent > 22 || exponent < -22) {
      value = Number(json.toString('latin1', start, at));
    } else {
      if (exponent >= 0) value = mantissa * POWERS_OF_TEN[exponent];
      else value = mantissa / POWERS_OF_TEN[-exponent];
      if (negative) value = -value;
    }
    if (count === scratch.length) grow(count);
    scratch[count++] = value;
    at = skipBlanks(json, at);
    if (json[at] === CLOSE) break;
    if (json[at] !== COMMA) return undefined;
    at = skipBlanks(json, at + 1);
  }
  used = count;
  return { values: scratch.subarray(first, count), end: at + 1 };
}

/** Arrays that were read before stay where they are. */
function grow(count: number): void {
  const larger = new Float64Array(scratch.length * 4);
  larger.set(scratch.subarray(0, count));
  scratch = larger;
}
