import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';
import type { RowsRequest } from './rowsRequest';

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
export function curlSnippet(endpoint: SnippetEndpoint, request: InferRequest): string {
  return curlCommand(endpoint, requestJson(request, ''));
}

/** A command that sends rows of named columns. */
export function curlRowsSnippet(endpoint: SnippetEndpoint, { rows }: RowsRequest): string {
  const lines = rows.map(row => `    ${JSON.stringify(row)}`);
  return curlCommand(endpoint, `{\n  "rows": [\n${lines.join(',\n')}\n  ]\n}`);
}

function curlCommand({ url, needsToken }: SnippetEndpoint, json: string): string {
  const body = json.replaceAll("'", `'\\''`);
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

/** A Python 3 program that sends a pandas DataFrame and prints the one that comes back. */
export function pandasSnippet({ url, needsToken }: SnippetEndpoint, { rows }: RowsRequest): string {
  const token = needsToken ? ', "Authorization": f"Bearer {os.environ[\'MLOPS_TOKEN\']}"' : '';
  return `${needsToken ? 'import os\n' : ''}from urllib.request import Request, urlopen

import pandas as pd

table = pd.DataFrame([
${rows.map(row => `    ${pythonLiteral(row)},`).join('\n')}
])
url = ${JSON.stringify(url)}
headers = {"Content-Type": "text/csv"${token}}
with urlopen(Request(url, table.to_csv(index=False).encode(), headers)) as response:
    print(pd.read_csv(response))
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
