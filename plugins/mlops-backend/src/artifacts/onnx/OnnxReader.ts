import { InputError } from '@backstage/errors';
import { ONNX_LIMITS, ParseBudget } from './ParseBudget';
import { type Field, int64, type ProtobufFile, type WireType } from './ProtobufFile';

/** What the parsers of ONNX's messages share: the file, the budget and the reading of fields by their type. */
export class OnnxReader {
  readonly budget = new ParseBudget();
  readonly #file: ProtobufFile;

  constructor(file: ProtobufFile) {
    this.#file = file;
  }

  /** Visits the fields of an embedded message. */
  async message(
    field: Field,
    what: string,
    visit: (field: Field) => Promise<void> | void,
  ): Promise<void> {
    expectWireType(field, 'bytes', what);
    await this.budget.message(() =>
      this.#file.visitFields(field.start, field.end, inner => {
        if (inner.wireType === 'bytes') this.budget.addText();
        return visit(inner);
      }),
    );
  }

  /** A string to keep. */
  async name(field: Field, what: string): Promise<string> {
    expectWireType(field, 'bytes', what);
    this.budget.addName(field.end - field.start);
    return this.#file.text(field, ONNX_LIMITS.nameBytes);
  }

  integer(field: Field, what: string): bigint {
    expectWireType(field, 'varint', what);
    return int64(field);
  }

  /** Integers of a repeated field, which writers may pack into one field or not. */
  async integers(field: Field, what: string, visit: (value: bigint) => void): Promise<void> {
    if (field.wireType === 'varint') {
      visit(int64(field));
      return;
    }
    expectWireType(field, 'bytes', what);
    await this.#file.visitPackedVarints(field, visit);
  }
}

export function expectWireType(field: Field, wireType: WireType, what: string): void {
  if (field.wireType !== wireType) {
    throw new InputError(
      `Not an ONNX model: ${what} is of protobuf's type ${field.wireType}, not ${wireType}`,
    );
  }
}
