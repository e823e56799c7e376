import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

jest.setTimeout(60_000);

const root = resolve(__dirname, '..');
const check = (folder: string) =>
  promisify(execFile)(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: folder });

describe('src/generated', () => {
  it('is what openapi.yaml says', async () => {
    await expect(check(root)).resolves.toEqual({ stdout: '', stderr: '' });
  });

  it('is called stale when openapi.yaml says something else', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'mlops-common-'));
    try {
      cpSync(join(root, 'scripts'), join(copy, 'scripts'), { recursive: true });
      cpSync(join(root, 'src/generated'), join(copy, 'src/generated'), { recursive: true });
      symlinkSync(resolve(root, '../../node_modules'), join(copy, 'node_modules'));
      const contract = readFileSync(join(root, 'openapi.yaml'), 'utf8');
      const changed = contract.replace('operationId: getModel', 'operationId: readModel');
      expect(changed).not.toBe(contract);

      writeFileSync(join(copy, 'openapi.yaml'), contract);
      await check(copy);
      writeFileSync(join(copy, 'openapi.yaml'), changed);
      await expect(check(copy)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/MlopsClient\.generated\.ts is stale: run npm run generate/),
      });
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
