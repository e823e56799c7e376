import { InputError } from '@backstage/errors';

/**
 * How much structure an ONNX file may have. Real models stay far below; the nesting is protobuf's own limit, which
 * ONNX Runtime's parser has too.
 */
export const ONNX_LIMITS = {
  /** Messages inside one another. */
  nesting: 100,
  /** Nodes over all graphs and functions, with calls of functions expanded. */
  nodes: 250_000,
  /** Messages of any kind: nodes, attributes, tensors, … */
  messages: 2_000_000,
  /** Fields of text or bytes: a parser makes an object of each, however short it is. */
  texts: 10_000_000,
  /** Names to keep; what subgraphs take from around them counts again in each graph it passes. */
  names: 1_000_000,
  /** Bytes of one name. */
  nameBytes: 4096,
  /** Bytes of all names together. */
  allNamesBytes: 64 * 1024 * 1024,
  /** Dimensions of a tensor. */
  rank: 64,
};

/** Counts what a file makes us keep or do, and ends the reading when it is too much. */
export class ParseBudget {
  #depth = 0;
  #messages = 0;
  #nodes = 0;
  #texts = 0;
  #names = 0;
  #nameBytes = 0;

  enterMessage(): void {
    this.#messages += 1;
    this.#depth += 1;
    if (this.#messages > ONNX_LIMITS.messages) throw tooMuch(`${ONNX_LIMITS.messages} parts`);
    if (this.#depth > ONNX_LIMITS.nesting) {
      throw tooMuch(`${ONNX_LIMITS.nesting} levels of nesting`);
    }
  }

  leaveMessage(): void {
    this.#depth -= 1;
  }

  addNode(): void {
    this.#nodes += 1;
    if (this.#nodes > ONNX_LIMITS.nodes) throw tooMuch(`${ONNX_LIMITS.nodes} nodes`);
  }

  addText(): void {
    this.#texts += 1;
    if (this.#texts > ONNX_LIMITS.texts) throw tooMuch(`${ONNX_LIMITS.texts} texts`);
  }

  addName(bytes: number): void {
    this.addNames(1);
    this.#nameBytes += bytes;
    if (this.#nameBytes > ONNX_LIMITS.allNamesBytes) {
      throw tooMuch(`${ONNX_LIMITS.allNamesBytes} bytes of names`);
    }
  }

  /** Names that are kept once more, without their bytes. */
  addNames(count: number): void {
    this.#names += count;
    if (this.#names > ONNX_LIMITS.names) throw tooMuch(`${ONNX_LIMITS.names} names`);
  }
}

function tooMuch(limit: string): InputError {
  return new InputError(`Not acceptable as an ONNX model: it has more than ${limit}`);
}
