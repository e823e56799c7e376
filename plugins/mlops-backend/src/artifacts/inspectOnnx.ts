import { InputError } from '@backstage/errors';
import { checkFunctionCalls } from './onnx/functionCalls';
import { expectNoCaptures, NameScope, type NamedNode } from './onnx/NameScope';
import { OnnxReader } from './onnx/OnnxReader';
import { operatorKey, type OperatorKey, parseOperatorKey } from './onnx/operatorKey';
import { otherFormat } from './onnx/otherFormat';
import { after, type Field, ProtobufFile, type Waiting } from './onnx/ProtobufFile';
import {
  type GraphContents,
  type GraphSummary,
  readAttribute,
  readGraph,
  readNode,
} from './onnx/readGraph';

/** IR version 3 is the first with operator sets; onnxruntime-node 1.30 reads up to version 13. */
const IR_VERSIONS = { min: 3n, max: 13n };

/** What an ONNX file says of itself. */
export interface OnnxSummary {
  irVersion: number;
  /** Operator sets by domain; the default domain is called `ai.onnx`. */
  opsets: Array<{ domain: string; version: number }>;
  /** Name and version of the exporter, or an empty string. */
  producer: string;
  /** Elements of all initializers, those of subgraphs included. */
  parameterCount: number;
  /** Sorted, each once: `Gemm`, or `ai.onnx.ml.TreeEnsembleClassifier` outside of the default domain. */
  operators: string[];
  /** What a caller has to give, in the file's order. */
  graphInputs: string[];
  graphOutputs: string[];
}

/**
 * Parses an ONNX file before anything else trusts it. Reads its structure through a small window and jumps over the
 * values of tensors, so memory doesn't grow with them; time is linear in the file's size, and other work gets its turn
 * in between. The limits are in `ONNX_LIMITS`.
 *
 * @throws `InputError` with the reason for a file that isn't ONNX, is truncated, has no graph or operator set, an IR
 *   version that isn't supported, tensors with data in another file or of another size than they claim, values that are
 *   defined twice or not at all, cycles, functions that call themselves, or more structure than the limits allow
 */
export async function inspectOnnx(path: string): Promise<OnnxSummary> {
  const file = await ProtobufFile.open(path);
  try {
    if (file.sizeBytes === 0) throw new InputError('The artifact is empty');
    const format = otherFormat(await file.head(64));
    if (format) throw new InputError(`Not an ONNX model: the file is ${format}`);
    return await readModel(file);
  } finally {
    await file.close();
  }
}

/** Reads a ModelProto (`onnx.proto`). */
async function readModel(file: ProtobufFile): Promise<OnnxSummary> {
  const reader = new OnnxReader(file);
  const opsets = new Map<string, number>();
  const functions = new Map<OperatorKey, ReadonlyMap<OperatorKey, number>>();
  const contents: GraphContents = { operators: new Map(), parameterCount: 0 };
  let irVersion: bigint | undefined;
  let producerName = '';
  let producerVersion = '';
  let graph: GraphSummary | undefined;
  await file.visitFields(0, file.sizeBytes, field => {
    switch (field.number) {
      case 1:
        irVersion = reader.integer(field, 'the IR version');
        return undefined;
      case 2:
        return reader.name(field, 'the name of the producer', text => {
          producerName = text;
        });
      case 3:
        return reader.name(field, 'the version of the producer', text => {
          producerVersion = text;
        });
      case 7:
        // A protobuf parser would merge two into one.
        if (graph) throw new InputError('Not a valid ONNX model: it has two graphs');
        return readGraph(reader, field, contents, summary => {
          graph = summary;
        });
      case 8:
        return readOpset(reader, field, opsets);
      case 20: // training_info, which has graphs of its own
        throw new InputError(
          'The model carries training graphs, which are not for inference: export it without training_info',
        );
      case 25:
        return readFunction(reader, field, functions);
      default:
        return undefined;
    }
  });
  if (irVersion === undefined) throw new InputError('Not an ONNX model: it has no IR version');
  if (irVersion < IR_VERSIONS.min || irVersion > IR_VERSIONS.max) {
    throw new InputError(
      `The IR version ${irVersion} of the ONNX model isn't supported: it has to be ${IR_VERSIONS.min} to ` +
        `${IR_VERSIONS.max}. Save the model with another model.ir_version`,
    );
  }
  if (!graph) throw new InputError('Not a valid ONNX model: it has no graph');
  if (opsets.size === 0) throw new InputError('Not a valid ONNX model: it imports no operator set');
  expectNoCaptures(graph.captures, 'the graph');
  checkFunctionCalls(contents.operators, functions);
  return {
    irVersion: Number(irVersion),
    opsets: [...opsets].map(([domain, version]) => ({ domain, version })),
    producer: [producerName, producerVersion].filter(Boolean).join(' '),
    parameterCount: contents.parameterCount,
    operators: operatorNames([contents.operators, ...functions.values()]),
    graphInputs: graph.inputs,
    graphOutputs: graph.outputs,
  };
}

/** Reads an OperatorSetIdProto. */
function readOpset(reader: OnnxReader, opset: Field, opsets: Map<string, number>): Waiting {
  let domain = '';
  let version = 0n;
  const read = (field: Field): Waiting => {
    if (field.number === 1) {
      return reader.name(field, 'the domain of an operator set', text => {
        domain = text;
      });
    }
    if (field.number === 2) version = reader.integer(field, 'the version of an operator set');
    return undefined;
  };
  return after(reader.message(opset, 'an operator set', read), () => {
    domain ||= 'ai.onnx';
    if (version < 1n || version > 0x7fffffffn) {
      throw new InputError(
        `Not a valid ONNX model: version ${version} of the operator set "${domain}"`,
      );
    }
    if (opsets.has(domain)) {
      throw new InputError(`Not a valid ONNX model: it imports the operator set "${domain}" twice`);
    }
    opsets.set(domain, Number(version));
  });
}

/** Reads a FunctionProto. */
function readFunction(
  reader: OnnxReader,
  definition: Field,
  functions: Map<OperatorKey, ReadonlyMap<OperatorKey, number>>,
): Waiting {
  // A runtime keeps as much for a function without nodes as for a node.
  reader.budget.addNode();
  const contents: GraphContents = { operators: new Map(), parameterCount: 0 };
  const nodes: NamedNode[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const captures = new Set<string>();
  let name = '';
  let domain = '';
  let overload = '';
  const read = (field: Field): Waiting => {
    switch (field.number) {
      case 1:
        return reader.name(field, 'the name of a function', text => {
          name = text;
        });
      case 4:
        return reader.name(field, 'an input of a function', text => inputs.push(text));
      case 5:
        return reader.name(field, 'an output of a function', text => outputs.push(text));
      case 7:
        return readNode(reader, field, contents, node => nodes.push(node));
      case 10:
        return reader.name(field, 'the domain of a function', text => {
          domain = text;
        });
      case 11: // attribute_proto, the default value of an attribute
        return readAttribute(reader, field, contents, captures);
      case 13:
        return reader.name(field, 'the overload of a function', text => {
          overload = text;
        });
      default:
        return undefined;
    }
  };
  return after(reader.message(definition, 'a function', read), () => {
    const scope = new NameScope();
    for (const input of inputs) scope.define(input, `an input of the function "${name}"`);
    scope.run([{ label: name, inputs: [], outputs: [], captures }, ...nodes]);
    for (const output of outputs) scope.use(output);
    expectNoCaptures(scope.captures, `the function "${name}"`);
    const key = operatorKey(domain, name, overload);
    if (functions.has(key)) {
      throw new InputError(`Not a valid ONNX model: the function "${name}" is defined twice`);
    }
    functions.set(key, contents.operators);
  });
}

function operatorNames(used: Array<ReadonlyMap<OperatorKey, number>>): string[] {
  const names = used.flatMap(operators =>
    [...operators.keys()].map(key => {
      const { domain, name } = parseOperatorKey(key);
      return domain ? `${domain}.${name}` : name;
    }),
  );
  return [...new Set(names)].sort();
}
