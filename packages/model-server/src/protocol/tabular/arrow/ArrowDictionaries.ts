import { ProtocolError } from '../../ProtocolError';
import { ArrowBatch } from './ArrowBatch';
import { ArrowColumn, ArrowValue } from './ArrowColumn';
import { ArrowType } from './ArrowField';
import { malformed } from './malformed';
import { ArrowMessage } from './readMessages';
import { readValues } from './readValues';
import { TextBudget } from './TextBudget';

/** The dictionaries that a stream has given so far, by their numbers. Those that no column uses are not looked at. */
export class ArrowDictionaries {
  private readonly messages = new Map<bigint, ArrowMessage>();
  private readonly opened = new Map<
    bigint,
    { readonly type: ArrowType; readonly column: ArrowColumn }
  >();

  /** @param maxValues - of a dictionary */
  constructor(
    private readonly maxValues: number,
    private readonly budget: TextBudget,
  ) {}

  /** @throws ProtocolError 400 when the dictionary adds to another */
  add(message: ArrowMessage): void {
    if (message.header.int8(2) !== 0) throw malformed('delta dictionaries are not supported');
    const id = message.header.int64(0);
    this.messages.set(id, message);
    this.opened.delete(id);
  }

  /** The values of a dictionary by their index; each is read once. */
  open(id: bigint, type: ArrowType): ArrowColumn {
    const opened = this.opened.get(id);
    if (opened) {
      if (JSON.stringify(opened.type) === JSON.stringify(type)) return opened.column;
      throw malformed('columns disagree on the type of a dictionary');
    }
    const column = this.read(id, type);
    this.opened.set(id, { type, column });
    return column;
  }

  private read(id: bigint, type: ArrowType): ArrowColumn {
    const message = this.messages.get(id);
    const header = message?.header.table(1);
    if (!message || !header) throw malformed('a dictionary is missing');
    const batch = new ArrowBatch(header, message.body);
    const { rows } = batch;
    if (rows > this.maxValues) {
      throw new ProtocolError(
        400,
        `A dictionary has ${rows} values, at most ${this.maxValues} are allowed`,
      );
    }
    const column = readValues(batch, type, this.budget);
    const known = new Map<number, ArrowValue>();
    return index => {
      if (index < 0 || index >= rows) throw malformed('an index is outside its dictionary');
      let value = known.get(index);
      if (value === undefined) {
        value = column(index);
        known.set(index, value);
      }
      return value;
    };
  }
}
