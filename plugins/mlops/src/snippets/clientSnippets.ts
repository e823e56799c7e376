import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';

/** JSON with one line an input: short enough to read, complete enough to run. */
function requestJson(request: InferRequest, indent: string): string {
  const inputs = request.inputs.map(input => `${indent}    ${JSON.stringify(input)}`);
  return `{\n${indent}  "inputs": [\n${inputs.join(',\n')}\n${indent}  ]\n${indent}}`;
}

/** A command for a POSIX shell. */
export function curlSnippet(url: string, request: InferRequest): string {
  const body = requestJson(request, '').replaceAll("'", `'\\''`);
  return `curl --fail-with-body '${url}' \\\n  --header 'Content-Type: application/json' \\\n  --data '${body}'\n`;
}

/** A Python 3 program that needs nothing but the standard library. */
export function pythonSnippet(url: string, request: InferRequest): string {
  const inputs = request.inputs.map(input => `        ${pythonLiteral(input)},`).join('\n');
  return `import json
from urllib.request import Request, urlopen

request = {
    "inputs": [
${inputs}
    ]
}
url = ${JSON.stringify(url)}
headers = {"Content-Type": "application/json"}
with urlopen(Request(url, json.dumps(request).encode(), headers)) as response:
    for output in json.load(response)["outputs"]:
        print(output["name"], output["data"])
`;
}

/** An ECMAScript module for browsers, Node, Deno and Bun. */
export function javascriptSnippet(url: string, request: InferRequest): string {
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(${requestJson(request, '  ')}),
});
if (!response.ok) throw new Error(await response.text());
const { outputs } = await response.json();
for (const { name, data } of outputs) console.log(name, data);
`;
}

function pythonLiteral(value: unknown): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (Array.isArray(value)) {
    return `[${value.map(pythonLiteral).join(', ')}]`;
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([k, v]) => `${JSON.stringify(k)}: ${pythonLiteral(v)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value);
}
