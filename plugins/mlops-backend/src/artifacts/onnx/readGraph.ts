import { InputError } from '@backstage/errors';
import { type NamedNode, NameScope } from './NameScope';
import type { OnnxReader } from './OnnxReader';
import { operatorKey, type OperatorKey } from './operatorKey';
import { after, type Field, type Waiting } from './ProtobufFile';
import { readTensor, type TensorSummary } from './readTensor';

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

/**
 * Reads a GraphProto (`onnx.proto`) with its subgraphs, and hands the summary to `visit`.
 *
 * @throws `InputError` for names that are defined twice, or used and not defined before
 */
export function readGraph(
  reader: OnnxReader,
  graph: Field,
  contents: GraphContents,
  visit: (summary: GraphSummary) => void,
): Waiting {
  const nodes: NamedNode[] = [];
  const initializers: string[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const addInitializer = ({ name, elements }: TensorSummary) => {
    initializers.push(name);
    contents.parameterCount += elements;
  };
  const read = (field: Field): Waiting => {
    switch (field.number) {
      case 1: // node
        return readNode(reader, field, contents, node => nodes.push(node));
      case 5: // initializer
        return readTensor(reader, field, addInitializer);
      case 15: // sparse_initializer
        return readSparseTensor(reader, field, addInitializer);
      case 11: // input
        return readValueInfo(reader, field, name => inputs.push(name));
      case 12: // output
        return readValueInfo(reader, field, name => outputs.push(name));
      case 13: // value_info
        return readValueInfo(reader, field, ignore);
      default:
        return undefined;
    }
  };
  return after(reader.message(graph, 'a graph', read), () => {
    const scope = new NameScope();
    for (const name of inputs) scope.define(name, 'an input of the graph');
    // An initializer may give an input its default value.
    const given = new Set(inputs);
    for (const name of initializers) {
      if (!given.delete(name)) scope.define(name, 'an initializer');
    }
    scope.run(nodes);
    for (const name of outputs) scope.use(name);
    visit({ inputs: inputs.filter(name => given.has(name)), outputs, captures: scope.captures });
  });
}

/** Reads a NodeProto, and hands it to `visit`. */
export function readNode(
  reader: OnnxReader,
  node: Field,
  contents: GraphContents,
  visit: (node: NamedNode) => void,
): Waiting {
  reader.budget.addNode();
  const inputs: string[] = [];
  const outputs: string[] = [];
  // Made when needed: a set takes more room than the rest of a node.
  let captures: Set<string> | undefined;
  let name = '';
  let operator = '';
  let domain = '';
  let overload = '';
  const read = (field: Field): Waiting => {
    switch (field.number) {
      case 1:
        return reader.name(field, 'an input of a node', text => inputs.push(text));
      case 2:
        return reader.name(field, 'an output of a node', text => outputs.push(text));
      case 3:
        return reader.name(field, 'the name of a node', text => {
          name = text;
        });
      case 4:
        return reader.name(field, 'the operator of a node', text => {
          operator = text;
        });
      case 5:
        captures ??= new Set();
        return readAttribute(reader, field, contents, captures);
      case 7:
        return reader.name(field, 'the domain of a node', text => {
          domain = text;
        });
      case 8:
        return reader.name(field, 'the overload of a node', text => {
          overload = text;
        });
      default:
        return undefined;
    }
  };
  return after(reader.message(node, 'a node', read), () => {
    if (!operator) throw new InputError(`The node "${name}" names no operator`);
    const key = operatorKey(domain, operator, overload);
    contents.operators.set(key, (contents.operators.get(key) ?? 0) + 1);
    visit({
      label: name ? `${operator} "${name}"` : operator,
      inputs,
      outputs,
      captures: captures ?? [],
    });
  });
}

/** Reads an AttributeProto for what may hide in it: tensors and graphs. Plain numbers and texts are left alone. */
export function readAttribute(
  reader: OnnxReader,
  attribute: Field,
  contents: GraphContents,
  captures: Set<string>,
): Waiting {
  const expectOne = onlyOnce('an attribute');
  return reader.message(attribute, 'an attribute', field => {
    switch (field.number) {
      case 5: // t
        expectOne();
        return readTensor(reader, field, ignore);
      case 10: // tensors
        return readTensor(reader, field, ignore);
      case 6: // g
        expectOne();
        return readSubgraph(reader, field, contents, captures);
      case 11: // graphs
        return readSubgraph(reader, field, contents, captures);
      case 22: // sparse_tensor
        expectOne();
        return readSparseTensor(reader, field, ignore);
      case 23: // sparse_tensors
        return readSparseTensor(reader, field, ignore);
      case 14: // tp
      case 15: // type_protos
        return readType(reader, field);
      default:
        return undefined;
    }
  });
}

function readSubgraph(
  reader: OnnxReader,
  graph: Field,
  contents: GraphContents,
  captures: Set<string>,
): Waiting {
  return readGraph(reader, graph, contents, subgraph => {
    // A million names through a hundred levels would be a hundred million.
    reader.budget.addNames(subgraph.captures.size);
    for (const name of subgraph.captures) captures.add(name);
  });
}

/** For what is read for the sake of the limits alone. */
function ignore(): void {}

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

/** Reads a SparseTensorProto, and hands its values to `visit`: the elements that are stored. */
function readSparseTensor(
  reader: OnnxReader,
  tensor: Field,
  visit: (values: TensorSummary) => void,
): Waiting {
  let values: TensorSummary = { name: '', elements: 0 };
  const expectOneOfValues = onlyOnce('a sparse tensor');
  const expectOneOfIndices = onlyOnce('a sparse tensor');
  const read = (field: Field): Waiting => {
    if (field.number === 1) {
      expectOneOfValues();
      return readTensor(reader, field, summary => {
        values = summary;
      });
    }
    if (field.number === 2) {
      expectOneOfIndices();
      return readTensor(reader, field, ignore);
    }
    return undefined;
  };
  return after(reader.message(tensor, 'a sparse tensor', read), () => visit(values));
}

/** Reads a ValueInfoProto: hands its name to `visit`, and reads its type for the sake of the limits. */
function readValueInfo(reader: OnnxReader, info: Field, visit: (name: string) => void): Waiting {
  let name = '';
  const read = (field: Field): Waiting => {
    if (field.number === 1) {
      return reader.name(field, 'the name of a value', text => {
        name = text;
      });
    }
    return field.number === 2 ? readType(reader, field) : undefined;
  };
  return after(reader.message(info, 'a description of a value', read), () => visit(name));
}

/** Walks a TypeProto, in which sequences, maps and optionals nest. */
function readType(reader: OnnxReader, type: Field): Waiting {
  return reader.message(type, 'a type', field => {
    // sequence_type, map_type and optional_type; a map's type of values has another number.
    if (field.number !== 4 && field.number !== 5 && field.number !== 9) return undefined;
    const nested = field.number === 5 ? 2 : 1;
    return reader.message(field, 'a type', inner =>
      inner.number === nested ? readType(reader, inner) : undefined,
    );
  });
}
