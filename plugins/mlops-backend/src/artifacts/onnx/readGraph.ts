import { InputError } from '@backstage/errors';
import { type NamedNode, NameScope } from './NameScope';
import type { OnnxReader } from './OnnxReader';
import { readTensor } from './readTensor';
import type { Field } from './ProtobufFile';

/** Identifies an operator or a function: domain, name and overload. */
export type OperatorKey = string;

/** Collected over a graph, its subgraphs and everything inside them. */
export interface GraphContents {
  /** How often each operator occurs. */
  operators: Map<OperatorKey, number>;
  /** Elements of all initializers. */
  parameterCount: number;
}

export interface GraphSummary {
  /** What a caller has to give; an input with an initializer has a value already. */
  inputs: string[];
  outputs: string[];
  /** Values it takes from the graph around it. */
  captures: Set<string>;
}

export function operatorKey(domain: string, name: string, overload: string): OperatorKey {
  // "ai.onnx" is another way to write the default domain.
  return JSON.stringify([domain === 'ai.onnx' ? '' : domain, name, overload]);
}

/**
 * Reads a GraphProto (`onnx.proto`) with its subgraphs.
 *
 * @throws `InputError` for names that are defined twice, or used and not defined before
 */
export async function readGraph(
  reader: OnnxReader,
  graph: Field,
  contents: GraphContents,
): Promise<GraphSummary> {
  const nodes: NamedNode[] = [];
  const initializers: string[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  await reader.message(graph, 'a graph', async field => {
    switch (field.number) {
      case 1: // node
        nodes.push(await readNode(reader, field, contents));
        break;
      case 5: // initializer
      case 15: {
        // sparse_initializer
        const tensor = await (field.number === 5 ? readTensor : readSparseTensor)(reader, field);
        initializers.push(tensor.name);
        contents.parameterCount += tensor.elements;
        break;
      }
      case 11: // input
        inputs.push(await readValueInfo(reader, field));
        break;
      case 12: // output
        outputs.push(await readValueInfo(reader, field));
        break;
      case 13: // value_info
        await readValueInfo(reader, field);
        break;
      default:
    }
  });
  const scope = new NameScope();
  for (const name of inputs) scope.define(name, 'an input of the graph');
  // An initializer may give an input its default value.
  const given = new Set(inputs);
  for (const name of initializers) {
    if (!given.delete(name)) scope.define(name, 'an initializer');
  }
  scope.run(nodes);
  for (const name of outputs) scope.use(name);
  return { inputs: inputs.filter(name => given.has(name)), outputs, captures: scope.captures };
}

/** Reads a NodeProto. */
export async function readNode(
  reader: OnnxReader,
  node: Field,
  contents: GraphContents,
): Promise<NamedNode> {
  reader.budget.addNode();
  const inputs: string[] = [];
  const outputs: string[] = [];
  // Made when needed: a set takes more room than the rest of a node.
  let captures: Set<string> | undefined;
  let name = '';
  let operator = '';
  let domain = '';
  let overload = '';
  await reader.message(node, 'a node', async field => {
    switch (field.number) {
      case 1:
        inputs.push(await reader.name(field, 'an input of a node'));
        break;
      case 2:
        outputs.push(await reader.name(field, 'an output of a node'));
        break;
      case 3:
        name = await reader.name(field, 'the name of a node');
        break;
      case 4:
        operator = await reader.name(field, 'the operator of a node');
        break;
      case 5:
        captures ??= new Set();
        await readAttribute(reader, field, contents, captures);
        break;
      case 7:
        domain = await reader.name(field, 'the domain of a node');
        break;
      case 8:
        overload = await reader.name(field, 'the overload of a node');
        break;
      default:
    }
  });
  if (!operator) throw new InputError(`The node "${name}" names no operator`);
  const key = operatorKey(domain, operator, overload);
  contents.operators.set(key, (contents.operators.get(key) ?? 0) + 1);
  return {
    label: name ? `${operator} "${name}"` : operator,
    inputs,
    outputs,
    captures: captures ?? [],
  };
}

/** Reads an AttributeProto for what may hide in it: tensors and graphs. Plain numbers and texts are left alone. */
export async function readAttribute(
  reader: OnnxReader,
  attribute: Field,
  contents: GraphContents,
  captures: Set<string>,
): Promise<void> {
  const expectOne = onlyOnce('an attribute');
  await reader.message(attribute, 'an attribute', field => {
    switch (field.number) {
      case 5: // t
        expectOne();
        return readTensor(reader, field).then(() => {});
      case 10: // tensors
        return readTensor(reader, field).then(() => {});
      case 6: // g
        expectOne();
        return readSubgraph(reader, field, contents, captures);
      case 11: // graphs
        return readSubgraph(reader, field, contents, captures);
      case 22: // sparse_tensor
        expectOne();
        return readSparseTensor(reader, field).then(() => {});
      case 23: // sparse_tensors
        return readSparseTensor(reader, field).then(() => {});
      case 14: // tp
      case 15: // type_protos
        return readType(reader, field);
      default:
        // Not async: an attribute of a tree model has millions of numbers.
        return undefined;
    }
  });
}

async function readSubgraph(
  reader: OnnxReader,
  graph: Field,
  contents: GraphContents,
  captures: Set<string>,
): Promise<void> {
  const subgraph = await readGraph(reader, graph, contents);
  // A million names through a hundred levels would be a hundred million.
  reader.budget.addNames(subgraph.captures.size);
  for (const name of subgraph.captures) captures.add(name);
}

/**
 * Returns what to call for each embedded message of which there may be one. Protobuf merges a second one into the first,
 * so the runtime would see a tensor or graph that nobody looked at.
 */
function onlyOnce(what: string): () => void {
  let seen = false;
  return () => {
    if (seen) throw new InputError(`Not a valid ONNX model: ${what} has two values`);
    seen = true;
  };
}

/** Reads a SparseTensorProto; its elements are those that are stored. */
async function readSparseTensor(
  reader: OnnxReader,
  tensor: Field,
): Promise<{ name: string; elements: number }> {
  let values = { name: '', elements: 0 };
  const expectOneOfValues = onlyOnce('a sparse tensor');
  const expectOneOfIndices = onlyOnce('a sparse tensor');
  await reader.message(tensor, 'a sparse tensor', async field => {
    if (field.number === 1) {
      expectOneOfValues();
      values = await readTensor(reader, field);
    }
    if (field.number === 2) {
      expectOneOfIndices();
      await readTensor(reader, field);
    }
  });
  return values;
}

/** Reads a ValueInfoProto: its name, and its type for the sake of the limits. */
async function readValueInfo(reader: OnnxReader, info: Field): Promise<string> {
  let name = '';
  await reader.message(info, 'a description of a value', async field => {
    if (field.number === 1) name = await reader.name(field, 'the name of a value');
    if (field.number === 2) await readType(reader, field);
  });
  return name;
}

/** Walks a TypeProto, in which sequences, maps and optionals nest. */
async function readType(reader: OnnxReader, type: Field): Promise<void> {
  await reader.message(type, 'a type', async field => {
    // sequence_type, map_type and optional_type; a map's type of values has another number.
    if (field.number !== 4 && field.number !== 5 && field.number !== 9) return;
    const nested = field.number === 5 ? 2 : 1;
    await reader.message(field, 'a type', async inner => {
      if (inner.number === nested) await readType(reader, inner);
    });
  });
}
