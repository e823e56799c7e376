import { InputError } from '@backstage/errors';
import { ONNX_LIMITS, ParseBudget } from './ParseBudget';
import {
  after,
  type Field,
  int64,
  type ProtobufFile,
  type Visit,
  type Waiting,
  type WireType,
} from './ProtobufFile';

/** What the parsers of ONNX's messages share: the file, the budget and the reading of fields by their type. */
export class OnnxReader {
  readonly budget = new ParseBudget();
  readonly #file: ProtobufFile;

  constructor(file: ProtobufFile) {
    this.#file = file;
  }

  /** Visits the fields of an embedded message. */
  message(field: Field, what: string, visit: Visit): Waiting {
    expectWireType(field, 'bytes', what);
    this.budget.enterMessage();
    return after(
      this.#file.visitFields(field.start, field.end, inner => {
        if (inner.wireType === 'bytes') this.budget.addText();
        return visit(inner);
      }),
      // Not in a `finally`: an error ends the reading, and with it the budget.
      () => this.budget.leaveMessage(),
    );
  }

  /** A string to keep. */
  name(field: Field, what: string, visit: (name: string) => void): Waiting {
    expectWireType(field, 'bytes', what);
    this.budget.addName(field.end - field.start);
    return this.#file.visitText(field, ONNX_LIMITS.nameBytes, visit);
  }

  integer(field: Field, what: string): bigint {
    expectWireType(field, 'varint', what);
    return int64(field);
  }

  /** Integers of a repeated field, which writers may pack into one field or not. */
  integers(field: Field, what: string, visit: (value: bigint) => void): Waiting {
    if (field.wireType === 'varint') {
      visit(int64(field));
      return undefined;
    }
    expectWireType(field, 'bytes', what);
    return this.#file.visitPackedVarints(field, visit);
  }
}

export function expectWireType(field: Field, wireType: WireType, what: string): void {
  if (field.wireType !== wireType) {
    throw new InputError(
      `Not an ONNX model: ${what} is of protobuf's type ${field.wireType}, not ${wireType}`,
    );
  }
}
