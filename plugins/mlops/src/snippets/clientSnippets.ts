import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';

/** JSON with one line an input: short enough to read, complete enough to run. */
function requestJson(request: InferRequest, indent: string): string {
  const inputs = request.inputs.map(input => `${indent}    ${JSON.stringify(input)}`);
  return `{\n${indent}  "inputs": [\n${inputs.join(',\n')}\n${indent}  ]\n${indent}}`;
}

/** Where a program asks for a prediction. */
export interface SnippetEndpoint {
  url: string;
  /** Whether it has to send a token: the environment variable MLOPS_TOKEN, never a literal in code. */
  needsToken: boolean;
}

/** A command for a POSIX shell. */
export function curlSnippet({ url, needsToken }: SnippetEndpoint, request: InferRequest): string {
  const body = requestJson(request, '').replaceAll("'", `'\\''`);
  return [
    `curl --fail-with-body '${url}'`,
    ...(needsToken ? [`--header "Authorization: Bearer $MLOPS_TOKEN"`] : []),
    `--header 'Content-Type: application/json'`,
    `--data '${body}'\n`,
  ].join(' \\\n  ');
}

/** A Python 3 program that needs nothing but the standard library. */
export function pythonSnippet({ url, needsToken }: SnippetEndpoint, request: InferRequest): string {
  const inputs = request.inputs.map(input => `        ${pythonLiteral(input)},`).join('\n');
  const token = needsToken ? ', "Authorization": f"Bearer {os.environ[\'MLOPS_TOKEN\']}"' : '';
  return `import json
${needsToken ? 'import os\n' : ''}from urllib.request import Request, urlopen

request = {
    "inputs": [
${inputs}
    ]
}
url = ${JSON.stringify(url)}
headers = {"Content-Type": "application/json"${token}}
with urlopen(Request(url, json.dumps(request).encode(), headers)) as response:
    for output in json.load(response)["outputs"]:
        print(output["name"], output["data"])
`;
}

/** An ECMAScript module for Node, Deno and Bun; without a token for browsers too, where none belongs. */
export function javascriptSnippet(
  { url, needsToken }: SnippetEndpoint,
  request: InferRequest,
): string {
  const token = needsToken ? '\n    Authorization: `Bearer ${process.env.MLOPS_TOKEN}`,' : '';
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {${token}
    'Content-Type': 'application/json',
  },
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
