import { createMockDirectory } from '@backstage/backend-test-utils';
import { digestOf, keepsArtifacts } from '@mlops-backstage/artifact-store-contract';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, stat, utimes } from 'node:fs/promises';
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

  it('has again what a process was deleting that ended before it knew whether it may', async () => {
    const store = await open();
    await (await store.stage(Readable.from([Buffer.from('model')]), LIMITS)).commit();
    const path = await store.localPath(digestOf('model'));
    const hex = digestOf('model').slice('sha256:'.length);
    await utimes(path, new Date(0), new Date(0));
    await rename(path, join(folder.path, 'staging', `${hex}.${randomUUID()}.deleted`));

    await store.discardStagedBefore(new Date());

    expect(await readFile(await store.localPath(digestOf('model')), 'utf8')).toBe('model');
    expect(await readdir(join(folder.path, 'staging'))).toEqual([]);
    // Long enough for who has registered it meanwhile.
    await store.delete(digestOf('model'), new Date(Date.now() - 60_000));
    expect(await store.localPath(digestOf('model'))).toBe(path);
  });

  it('does not touch what may not go, so that whoever reads it finds it all the time', async () => {
    const store = await open();
    await (await store.stage(Readable.from([Buffer.from('model')]), LIMITS)).commit();
    const { ctimeMs } = await stat(await store.localPath(digestOf('model')));
    await store.delete(digestOf('model'), new Date(Date.now() - 60_000));
    expect((await stat(await store.localPath(digestOf('model')))).ctimeMs).toBe(ctimeMs);
  });
});
