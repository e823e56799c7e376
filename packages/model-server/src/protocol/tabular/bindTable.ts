import { DecodeLimits } from '../decodeInferRequest';
import { TensorSignature } from '../ModelSignature';
import { ProtocolError, quote } from '../ProtocolError';
import { elementName, listColumns, parseElementName } from './columnNames';

/** Where the values of a column go: to one element of each row of an input. */
export interface BoundColumn {
  readonly name: string;
  /** Position among the inputs. */
  readonly input: number;
  readonly element: number;
}

export interface BoundTable {
  /** In the order of the table's columns. */
  readonly columns: readonly BoundColumn[];
  /** Columns of each input, in the order of the signature. */
  readonly widths: readonly number[];
}

/** What pandas names an index that it writes along with the columns. */
const INDEX = /^$|^__index_level_\d+__$|^Unnamed: \d+$/;

/**
 * Finds the inputs that a table's columns belong to.
 *
 * An input [N] or [N, 1] takes the column of its own name, element i of [N, k] the column `name[i]`, as with the columns
 * that are monitored. A model whose only input is [N, k] takes k columns of other names too, in their order, where columns
 * have one.
 *
 * @param ordered - whether the columns have an order that a client can rely on, which the keys of JSON objects don't
 * @throws ProtocolError 400 naming the column that is unknown, missing, given twice or ambiguous
 */
export function bindTable(
  names: readonly string[],
  inputs: readonly TensorSignature[],
  ordered: boolean,
): BoundTable {
  for (const { name, shape } of inputs) {
    if (shape.length === 1 || shape.length === 2) continue;
    throw new ProtocolError(
      400,
      `Input ${quote(name)} of shape [${shape}] can't be given as columns; use the protocol's JSON`,
    );
  }
  checkDistinct(names);
  return (ordered && bindByOrder(names, inputs)) || bindByName(names, inputs, ordered);
}

/** Columns that a table for these inputs can have. */
export function maxColumns(
  inputs: readonly TensorSignature[],
  { maxTensorElements }: DecodeLimits,
): number {
  let columns = 0;
  for (const { shape } of inputs) columns += shape[1] === -1 ? maxTensorElements : (shape[1] ?? 1);
  return columns;
}

function checkDistinct(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new ProtocolError(400, `Column ${quote(name)} is given twice`);
    seen.add(name);
  }
}

/** @returns undefined where names say, or seem to say, which elements they are */
function bindByOrder(
  names: readonly string[],
  inputs: readonly TensorSignature[],
): BoundTable | undefined {
  if (inputs.length !== 1) return undefined;
  const [{ name, shape }] = inputs;
  if (shape.length !== 2 || shape[1] === 1) return undefined;
  if (names.some(column => column === name || INDEX.test(column) || parseElementName(column))) {
    return undefined;
  }
  if (shape[1] !== -1 && shape[1] !== names.length) {
    throw new ProtocolError(
      400,
      `The model takes the columns ${listColumns(inputs)}, or ${shape[1]} of other names in the order ` +
        `of its elements; got ${names.length}`,
    );
  }
  return {
    columns: names.map((column, element) => ({ name: column, input: 0, element })),
    widths: [names.length],
  };
}

function bindByName(
  names: readonly string[],
  inputs: readonly TensorSignature[],
  ordered: boolean,
): BoundTable {
  const positions = new Map(inputs.map(({ name }, input) => [name, input]));
  const given = inputs.map(() => new Set<number>());
  const columns = names.map(name => {
    const column = findColumn(name, positions, inputs, ordered);
    if (given[column.input].has(column.element)) {
      throw new ProtocolError(400, `Column ${quote(name)} is given twice, by another name too`);
    }
    given[column.input].add(column.element);
    return column;
  });
  const widths = inputs.map((input, i) => checkWidth(input, given[i], inputs));
  return { columns, widths };
}

function findColumn(
  name: string,
  positions: ReadonlyMap<string, number>,
  inputs: readonly TensorSignature[],
  ordered: boolean,
): BoundColumn {
  const own = positions.get(name);
  const isOwn = own !== undefined && Math.abs(inputs[own].shape[1] ?? 1) === 1;
  const parsed = parseElementName(name);
  const indexed = parsed && positions.get(parsed.tensor);
  const isElement = indexed !== undefined && parsed!.element < widthOf(inputs[indexed]);
  if (isOwn && isElement) {
    throw new ProtocolError(
      400,
      `Column ${quote(name)} may belong to the inputs ${quote(name)} and ${quote(parsed!.tensor)}; ` +
        `use the protocol's JSON`,
    );
  }
  if (isOwn) return { name, input: own, element: 0 };
  if (isElement) return { name, input: indexed, element: parsed!.element };
  throw new ProtocolError(
    400,
    `Unknown column ${quote(name)}; the model takes ${listColumns(inputs)}${hint(name, inputs, ordered)}`,
  );
}

/** Columns that an input may have; 0 for one that has no second dimension to name elements of. */
function widthOf({ shape }: TensorSignature): number {
  if (shape.length < 2) return 0;
  return shape[1] === -1 ? Infinity : shape[1];
}

function hint(name: string, inputs: readonly TensorSignature[], ordered: boolean): string {
  if (INDEX.test(name))
    return '. Is it the index of a pandas DataFrame? Leave it out (index=False)';
  if (!ordered && inputs.length === 1 && inputs[0].shape.length === 2 && inputs[0].shape[1] !== 1) {
    return '. Columns of other names are taken in their order, which JSON objects have none of: send CSV or Arrow';
  }
  return '';
}

/** @returns the number of an input's columns */
function checkWidth(
  input: TensorSignature,
  given: ReadonlySet<number>,
  inputs: readonly TensorSignature[],
): number {
  const { name, shape } = input;
  const width = shape[1] ?? 1;
  const expected = width === -1 ? Math.max(given.size, 1) : width;
  for (let element = 0; element < expected; element++) {
    if (given.has(element)) continue;
    const missing = width === 1 ? name : elementName(name, element);
    throw new ProtocolError(
      400,
      `Missing column ${quote(missing)}; the model takes ${listColumns(inputs)}`,
    );
  }
  return expected;
}
