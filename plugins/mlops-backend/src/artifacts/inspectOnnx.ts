import { InputError } from '@backstage/errors';
import { checkFunctionCalls } from './onnx/functionCalls';
import { expectNoCaptures, NameScope, type NamedNode } from './onnx/NameScope';
import { OnnxReader } from './onnx/OnnxReader';
import { otherFormat } from './onnx/otherFormat';
import { type Field, ProtobufFile } from './onnx/ProtobufFile';
import {
  type GraphContents,
  type GraphSummary,
  operatorKey,
  type OperatorKey,
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
  await file.visitFields(0, file.sizeBytes, async field => {
    switch (field.number) {
      case 1:
        irVersion = reader.integer(field, 'the IR version');
        break;
      case 2:
        producerName = await reader.name(field, 'the name of the producer');
        break;
      case 3:
        producerVersion = await reader.name(field, 'the version of the producer');
        break;
      case 7:
        // A protobuf parser would merge two into one.
        if (graph) throw new InputError('Not a valid ONNX model: it has two graphs');
        graph = await readGraph(reader, field, contents);
        break;
      case 8:
        await readOpset(reader, field, opsets);
        break;
      case 20: // training_info, which has graphs of its own
        throw new InputError(
          'The model carries training graphs, which are not for inference: export it without training_info',
        );
      case 25:
        await readFunction(reader, field, functions);
        break;
      default:
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
async function readOpset(
  reader: OnnxReader,
  opset: Field,
  opsets: Map<string, number>,
): Promise<void> {
  let domain = '';
  let version = 0n;
  await reader.message(opset, 'an operator set', async field => {
    if (field.number === 1) domain = await reader.name(field, 'the domain of an operator set');
    if (field.number === 2) version = reader.integer(field, 'the version of an operator set');
  });
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
}

/** Reads a FunctionProto. */
async function readFunction(
  reader: OnnxReader,
  definition: Field,
  functions: Map<OperatorKey, ReadonlyMap<OperatorKey, number>>,
): Promise<void> {
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
  await reader.message(definition, 'a function', async field => {
    switch (field.number) {
      case 1:
        name = await reader.name(field, 'the name of a function');
        break;
      case 4:
        inputs.push(await reader.name(field, 'an input of a function'));
        break;
      case 5:
        outputs.push(await reader.name(field, 'an output of a function'));
        break;
      case 7:
        nodes.push(await readNode(reader, field, contents));
        break;
      case 10:
        domain = await reader.name(field, 'the domain of a function');
        break;
      case 11: // attribute_proto, the default value of an attribute
        await readAttribute(reader, field, contents, captures);
        break;
      case 13:
        overload = await reader.name(field, 'the overload of a function');
        break;
      default:
    }
  });
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
}

function operatorNames(used: Array<ReadonlyMap<OperatorKey, number>>): string[] {
  const names = used.flatMap(operators =>
    [...operators.keys()].map(key => {
      const [domain, name] = JSON.parse(key) as string[];
      return domain ? `${domain}.${name}` : name;
    }),
  );
  return [...new Set(names)].sort();
}
