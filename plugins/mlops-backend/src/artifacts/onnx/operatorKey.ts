/** Identifies an operator or a function in a map: domain, name and overload. */
export type OperatorKey = string;

interface Operator {
  /** Empty for the default domain. */
  domain: string;
  name: string;
}

/** Names may hold any character, so lengths tell where one ends. A hostile file has many: JSON would be slow. */
export function operatorKey(domain: string, name: string, overload: string): OperatorKey {
  // "ai.onnx" is another way to write the default domain.
  const short = domain === 'ai.onnx' ? '' : domain;
  return `${short.length}:${name.length}:${short}${name}${overload}`;
}

export function parseOperatorKey(key: OperatorKey): Operator {
  const [, domainLength, nameLength] = /^(\d+):(\d+):/.exec(key)!;
  const start = domainLength.length + nameLength.length + 2;
  const nameStart = start + Number(domainLength);
  return {
    domain: key.slice(start, nameStart),
    name: key.slice(nameStart, nameStart + Number(nameLength)),
  };
}
