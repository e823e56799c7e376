import { ArrowBatch } from './ArrowBatch';
import { ArrowColumn } from './ArrowColumn';
import { ArrowDictionaries } from './ArrowDictionaries';
import { ArrowField } from './ArrowField';
import { readValues } from './readValues';
import { TextBudget } from './TextBudget';

/**
 * The next column of a batch.
 *
 * @throws ProtocolError 400 when its buffers don't fit; the column itself too, for text outside its buffer or not UTF-8
 */
export function readColumn(
  batch: ArrowBatch,
  { type, dictionary }: ArrowField,
  dictionaries: ArrowDictionaries,
  budget: TextBudget,
): ArrowColumn {
  if (!dictionary) return readValues(batch, type, budget);
  const indices = readValues(batch, dictionary.index, budget);
  const values = dictionaries.open(dictionary.id, type);
  return row => {
    const index = indices(row);
    if (index === null) return null;
    const value = values(Number(index));
    // The text was counted when it was read, which was once.
    if (typeof value === 'string') budget.take(value.length);
    return value;
  };
}
