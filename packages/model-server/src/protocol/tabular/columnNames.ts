import { TensorSignature } from '../ModelSignature';
import { quote } from '../ProtocolError';

/** Inputs that an error lists before it says that there are more. */
const MAX_LISTED = 20;

const INDEX = /^(?:0|[1-9]\d{0,8})\]$/;

/** The name of element `i` of the rows of a tensor [N, k]. */
export function elementName(tensor: string, element: number): string {
  return `${tensor}[${element}]`;
}

/** The tensor and element that a name such as `x[3]` names; undefined for any other. */
export function parseElementName(
  name: string,
): { readonly tensor: string; readonly element: number } | undefined {
  const bracket = name.lastIndexOf('[');
  const index = name.slice(bracket + 1);
  if (bracket < 0 || !INDEX.test(index)) return undefined;
  return { tensor: name.slice(0, bracket), element: parseInt(index, 10) };
}

/** The columns that inputs take, for an error. */
export function listColumns(inputs: readonly TensorSignature[]): string {
  const listed = inputs.slice(0, MAX_LISTED).map(describeColumns).join(', ');
  return inputs.length > MAX_LISTED
    ? `${listed} and those of ${inputs.length - MAX_LISTED} more inputs`
    : listed;
}

function describeColumns({ name, shape }: TensorSignature): string {
  const width = shape[1] ?? 1;
  if (width === 1) return quote(name);
  const first = quote(elementName(name, 0));
  return width === -1
    ? `${first}, … as many as there are`
    : `${first} to ${quote(elementName(name, width - 1))}`;
}
