// Writes src/generated from openapi.yaml: the schema's types, the table of operations and the client's methods.
// `--check` writes nothing and exits 1 when what is there is stale.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
const NOTE = '// Generated from openapi.yaml by `npm run generate`: change that, not this.\n\n';
const source = new URL('../openapi.yaml', import.meta.url);
const target = new URL('../src/generated/', import.meta.url);

function listOperations(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter(method => item[method]).map(method => ({ path, method, ...item[method] })),
  );
}

async function schemaTypes() {
  return NOTE + astToString(await openapiTS(source, { defaultNonNullable: false }));
}

/** Whether the answer is JSON to be parsed or a file to be kept as it comes. */
function answerKind(operation) {
  const success = operation.responses['200'] ?? operation.responses['201'];
  return success.content['application/json'] ? 'json' : 'file';
}

function operationTable(operations) {
  const rows = operations.map(
    o =>
      `  ${o.operationId}: {\n    method: '${o.method}',\n    path: '${o.path}',\n` +
      `    permission: '${o['x-permission']}',\n    audit: ${
        o['x-audit'] ? `'${o['x-audit']}'` : 'undefined'
      },\n    answer: '${answerKind(o)}',\n  },\n`,
  );
  return (
    `${NOTE}/** Every operation of the contract: where it is, what guards it and which audit event its change writes. */\n` +
    `export const operationTable = {\n${rows.join('')}} as const;\n`
  );
}

function clientMethods(operations) {
  const methods = operations.map(o => {
    const needsQuery = o.parameters?.some(p => p.in === 'query' && p.required);
    const optional = !o.requestBody && !needsQuery && !/\{/.test(o.path);
    return (
      `  /** ${o.summary}. */\n` +
      `  ${o.operationId}(\n    request: RequestOf<'${o.operationId}'>${optional ? ' = {}' : ''},\n` +
      `    options?: CallOptions,\n  ): Promise<AnswerOf<'${o.operationId}'>> {\n` +
      `    return this.call('${o.operationId}', request, options);\n  }\n`
    );
  });
  return (
    `${NOTE}import { OperationCaller } from '../client/OperationCaller';\n` +
    `import type { AnswerOf, CallOptions, RequestOf } from '../client/OperationCaller';\n\n` +
    `/** A method for every operation of the contract. A refusal is thrown as Backstage's \`ResponseError\`. */\n` +
    `export class MlopsClient extends OperationCaller {\n${methods.join('\n')}}\n`
  );
}

const operations = listOperations(parse(await readFile(source, 'utf8')));
const files = {
  'schema.generated.ts': await schemaTypes(),
  'operations.generated.ts': operationTable(operations),
  'MlopsClient.generated.ts': clientMethods(operations),
};

const check = process.argv.includes('--check');
await mkdir(target, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, target);
  if (check) {
    const present = await readFile(file, 'utf8').catch(() => '');
    if (present !== text) {
      process.stderr.write(`${fileURLToPath(file)} is stale: run npm run generate\n`);
      process.exitCode = 1;
    }
  } else {
    await writeFile(file, text);
  }
}
