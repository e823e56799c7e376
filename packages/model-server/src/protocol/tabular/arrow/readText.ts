import { isUtf8 } from 'node:buffer';
import { ArrowBatch } from './ArrowBatch';
import { ArrowColumn } from './ArrowColumn';
import { malformed } from './malformed';
import { readElements } from './readElements';
import { TextBudget } from './TextBudget';

const REPLACEMENT = '\ufffd';

const VIEW_BYTES = 16;
/** Text up to this length lies in the view itself. */
const INLINE_BYTES = 12;

/** A column of text that lies between offsets. */
export function readUtf8(batch: ArrowBatch, bits: 32 | 64, budget: TextBudget): ArrowColumn {
  const { rows } = batch;
  const bytes = batch.takeBuffer();
  // A batch without rows need not have the one offset that it would.
  const count = rows + 1;
  let offsets: ArrayLike<number | bigint> = [];
  if (rows > 0 && bits === 32) offsets = readElements(Int32Array, bytes, count);
  else if (rows > 0) offsets = readElements(BigInt64Array, bytes, count);
  const text = batch.takeBuffer();
  return row => slice(text, Number(offsets[row]), Number(offsets[row + 1]), budget);
}

/** A column of views: a length, and the text or the buffer and offset that it lies at. */
export function readViews(batch: ArrowBatch, budget: TextBudget): ArrowColumn {
  const views = batch.takeBuffer();
  if (views.length < batch.rows * VIEW_BYTES)
    throw malformed('a buffer is too short for its column');
  const buffers = batch.takeVariadicBuffers();
  return row => {
    const at = row * VIEW_BYTES;
    const length = views.readInt32LE(at);
    if (length <= INLINE_BYTES) return slice(views, at + 4, at + 4 + length, budget);
    const buffer = buffers[views.readInt32LE(at + 8)];
    if (!buffer) throw malformed('a view points to no buffer');
    const from = views.readInt32LE(at + 12);
    return slice(buffer, from, from + length, budget);
  };
}

function slice(bytes: Buffer, from: number, to: number, budget: TextBudget): string {
  if (!(from >= 0 && from <= to && to <= bytes.length)) {
    throw malformed('text points outside its buffer');
  }
  budget.take(to - from);
  const text = bytes.toString('utf8', from, to);
  // Stands for what is no UTF-8, unless it was sent itself, which is rare enough to look twice.
  if (text.includes(REPLACEMENT) && !isUtf8(bytes.subarray(from, to))) {
    throw malformed('text is not UTF-8');
  }
  return text;
}
