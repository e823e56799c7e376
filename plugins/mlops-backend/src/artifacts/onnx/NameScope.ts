import { InputError } from '@backstage/errors';

export interface NamedNode {
  /** For messages. */
  label: string;
  /** Names of values; an empty one stands for an optional input or output that is left out. */
  inputs: string[];
  outputs: string[];
  /** Values that its subgraphs take from the graph it is in. */
  captures: Iterable<string>;
}

/**
 * The names of values in a graph, of which ONNX demands what makes a cycle impossible: each is defined once (single
 * static assignment), and nodes come in topological order.
 */
export class NameScope {
  /** Names that were used and not defined here: what a subgraph takes from the graph around it. */
  readonly captures = new Set<string>();
  readonly #defined = new Set<string>();

  define(name: string, what: string): void {
    if (!name) throw new InputError(`Not a valid ONNX model: ${what} has no name`);
    if (this.#defined.has(name)) {
      throw new InputError(
        `Not a valid ONNX model: the value "${name}" is defined twice, the second time as ${what}`,
      );
    }
    if (this.captures.has(name)) {
      throw new InputError(
        `Not a valid ONNX model: the value "${name}" is used before ${what} makes it. The nodes form a cycle or ` +
          "aren't in topological order",
      );
    }
    this.#defined.add(name);
  }

  use(name: string): void {
    if (name && !this.#defined.has(name)) this.captures.add(name);
  }

  run(nodes: Iterable<NamedNode>): void {
    for (const node of nodes) {
      for (const name of node.inputs) this.use(name);
      for (const name of node.captures) this.use(name);
      for (const name of node.outputs) {
        if (name) this.define(name, `an output of the node ${node.label}`);
      }
    }
  }
}

/** Refuses names that are used and defined nowhere. */
export function expectNoCaptures(captures: ReadonlySet<string>, where: string): void {
  for (const name of captures) {
    throw new InputError(
      `Not a valid ONNX model: ${where} uses the value "${name}", which no input, initializer or node makes`,
    );
  }
}
