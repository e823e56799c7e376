import { execFile, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import {
  curlRowsSnippet,
  curlSnippet,
  javascriptSnippet,
  pandasSnippet,
  pythonSnippet,
} from './clientSnippets';

const run = promisify(execFile);
/** Says `skipped` where the machine lacks the program that a snippet is for. */
const describeWith = (program: string, args = ['--version']) =>
  spawnSync(program, args).status === 0 ? describe : describe.skip;
const request = {
  inputs: [
    { name: 'temp', datatype: 'FP32', shape: [2, 1], data: [39.02, null] },
    {
      name: 'carrier',
      datatype: 'BYTES',
      shape: [2, 1],
      data: ['O\'Hare "quoted"', '$HOME `x` \\'],
    },
    { name: 'holiday', datatype: 'BOOL', shape: [2, 1], data: [true, false] },
  ],
};

const rows = {
  rows: [
    { temp: 39.02, carrier: 'O\'Hare "quoted"', holiday: true },
    { temp: null, carrier: '$HOME `x` \\', holiday: false },
  ],
};

/** The snippets are run for real: what arrives is what counts. */
describe('client snippets', () => {
  const received: unknown[] = [];
  const authorizations: Array<string | undefined> = [];
  let server: Server;
  let url: string;
  const open = () => ({ url, needsToken: false });
  const guarded = () => ({ url, needsToken: true });
  const env = { ...process.env, MLOPS_TOKEN: 'mlops_secret' };

  beforeAll(async () => {
    server = createServer((incoming, answer) => {
      let text = '';
      authorizations.push(incoming.headers.authorization);
      incoming.on('data', chunk => {
        text += chunk;
      });
      incoming.on('end', () => {
        const isCsv = incoming.headers['content-type'] === 'text/csv';
        received.push(isCsv ? text : JSON.parse(text));
        const outputs = [{ name: 'label', data: [1, 0] }];
        answer.end(isCsv ? 'label\r\n1\r\n0\r\n' : JSON.stringify({ outputs }));
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address() as { port: number };
    url = `http://127.0.0.1:${address.port}/v2/models/m/infer`;
  });

  afterAll(() => new Promise(resolve => server.close(resolve)));
  beforeEach(() => {
    received.splice(0);
    authorizations.splice(0);
  });

  describeWith('curl')('curl', () => {
    it('sends the request as it is', async () => {
      await run('sh', ['-c', curlSnippet(open(), request)]);
      await run('sh', ['-c', curlSnippet(guarded(), request)], { env });
      expect(received).toEqual([request, request]);
      expect(authorizations).toEqual([undefined, 'Bearer mlops_secret']);
    });

    it('sends rows as they are', async () => {
      await run('sh', ['-c', curlRowsSnippet(guarded(), rows)], { env });
      expect(received).toEqual([rows]);
      expect(authorizations).toEqual(['Bearer mlops_secret']);
    });
  });

  describeWith('python3', ['-c', 'import pandas'])('pandas', () => {
    it('sends a DataFrame and prints the one that comes back', async () => {
      const { stdout } = await run('python3', ['-c', pandasSnippet(guarded(), rows)], { env });
      expect(received).toEqual([
        'temp,carrier,holiday\n39.02,"O\'Hare ""quoted""",True\n,$HOME `x` \\,False\n',
      ]);
      expect(authorizations).toEqual(['Bearer mlops_secret']);
      expect(stdout).toBe('   label\n0      1\n1      0\n');
    });
  });

  describeWith('python3')('Python', () => {
    it('sends the request and prints the outputs', async () => {
      const { stdout } = await run('python3', ['-c', pythonSnippet(open(), request)]);
      await run('python3', ['-c', pythonSnippet(guarded(), request)], { env });
      expect(received).toEqual([request, request]);
      expect(authorizations).toEqual([undefined, 'Bearer mlops_secret']);
      expect(stdout).toBe('label [1, 0]\n');
    });
  });

  it('JavaScript sends the request as it is', async () => {
    const file = join(tmpdir(), `mlops-snippet-${process.pid}.mjs`);
    await writeFile(file, javascriptSnippet(open(), request));
    await run(process.execPath, [file]);
    await writeFile(file, javascriptSnippet(guarded(), request));
    await run(process.execPath, [file], { env });
    expect(received).toEqual([request, request]);
    expect(authorizations).toEqual([undefined, 'Bearer mlops_secret']);
  });
});
