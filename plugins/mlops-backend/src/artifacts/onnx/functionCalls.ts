import { InputError } from '@backstage/errors';
import { ONNX_LIMITS } from './ParseBudget';
import { type OperatorKey, parseOperatorKey } from './operatorKey';

/**
 * Refuses functions that call themselves, directly or over others, and functions whose calls multiply into more nodes
 * than a model may have: a runtime puts the body of a function in place of each call, and 40 functions that call the
 * next one twice would become a million million nodes.
 *
 * @param graph - how often the graph has each operator
 * @param functions - the same for the body of each function
 */
export function checkFunctionCalls(
  graph: ReadonlyMap<OperatorKey, number>,
  functions: ReadonlyMap<OperatorKey, ReadonlyMap<OperatorKey, number>>,
): void {
  const expanded = new Map<OperatorKey, number>();
  const nodesOf = (operators: ReadonlyMap<OperatorKey, number>) => {
    let nodes = 0;
    for (const [key, count] of operators) nodes += count * (expanded.get(key) ?? 1);
    return nodes;
  };
  const pending = new Set<OperatorKey>();
  // A stack of our own: a chain of calls may be longer than JavaScript's stack.
  const stack = [...functions.keys()];
  while (stack.length > 0) {
    const key = stack[stack.length - 1];
    const body = functions.get(key)!;
    if (expanded.has(key)) {
      stack.pop();
    } else if (pending.has(key)) {
      expanded.set(key, nodesOf(body));
      pending.delete(key);
      stack.pop();
    } else {
      pending.add(key);
      for (const called of body.keys()) {
        if (!functions.has(called) || expanded.has(called)) continue;
        if (pending.has(called)) {
          throw new InputError(
            `Not a valid ONNX model: the function "${parseOperatorKey(called).name}" calls itself`,
          );
        }
        stack.push(called);
      }
    }
  }
  if (nodesOf(graph) > ONNX_LIMITS.nodes) {
    throw new InputError(
      `Not acceptable as an ONNX model: with its calls of functions expanded it has more than ${ONNX_LIMITS.nodes} nodes`,
    );
  }
}
