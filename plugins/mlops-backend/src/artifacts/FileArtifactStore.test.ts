import { createMockDirectory } from '@backstage/backend-test-utils';
import { digestOf, keepsArtifacts } from '@mlops-backstage/artifact-store-contract';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileArtifactStore } from './FileArtifactStore';

const LIMITS = { maxBytes: 1024 * 1024 };

describe('FileArtifactStore', () => {
  const folder = createMockDirectory();
  const open = () => FileArtifactStore.create({ root: folder.path });

  beforeEach(() => {
    folder.clear();
  });

  keepsArtifacts({ open, leftBehind: () => readdir(join(folder.path, 'staging')) });

  it('has a file for each digest, once, and takes no other file for one', async () => {
    const store = await open();
    for (let times = 0; times < 2; times += 1) {
      await (await store.stage(Readable.from([Buffer.from('model')]), LIMITS)).commit();
    }
    folder.addContent({ 'sha256/ab/not-a-blob': 'x', 'sha256/stray': 'x' });

    const hex = digestOf('model').slice('sha256:'.length);
    expect(await store.localPath(digestOf('model'))).toBe(
      join(folder.path, 'sha256', hex.slice(0, 2), hex),
    );
    expect(await readdir(join(folder.path, 'sha256', hex.slice(0, 2)))).toEqual([hex]);
    const listed: string[] = [];
    for await (const { digest } of store.list()) listed.push(digest);
    expect(listed).toEqual([digestOf('model')]);
  });
});
