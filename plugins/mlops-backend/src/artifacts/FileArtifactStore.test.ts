import { createMockDirectory } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { FileArtifactStore } from './FileArtifactStore';

const LIMITS = { maxBytes: 1024 * 1024 };

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

describe('FileArtifactStore', () => {
  const folder = createMockDirectory();
  let store: FileArtifactStore;

  beforeEach(async () => {
    folder.clear();
    store = await FileArtifactStore.create({ root: folder.path });
  });

  const filesOf = async (part: string) =>
    (await readdir(join(folder.path, part), { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(entry => entry.name);

  const listed = async () => {
    const digests: string[] = [];
    for await (const { digest } of store.list()) digests.push(digest);
    return digests;
  };

  it('keeps bytes under their SHA-256 digest, read-only', async () => {
    const staged = await store.stage(
      Readable.from([Buffer.from('mo'), Buffer.from('del')]),
      LIMITS,
    );
    expect(staged.digest).toBe(digestOf('model'));
    expect(staged.sizeBytes).toBe(5);
    await expect(store.localPath(staged.digest)).rejects.toThrow('has no artifact');

    await staged.commit();

    expect(await text(await store.read(staged.digest))).toBe('model');
    const path = await store.localPath(staged.digest);
    expect(path).toBe(
      join(folder.path, 'sha256', staged.digest.slice(7, 9), staged.digest.slice(7)),
    );
    expect((await stat(path)).mode % 0o1000).toBe(0o440);
    expect(await filesOf('staging')).toEqual([]);
  });

  it('keeps one blob when 20 uploads of the same bytes are committed at once', async () => {
    const content = 'the same model'.repeat(10_000);
    const other = await FileArtifactStore.create({ root: folder.path });
    const staged = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? store : other).stage(Readable.from([Buffer.from(content)]), LIMITS),
      ),
    );

    await Promise.all(staged.map(one => one.commit()));

    expect(await listed()).toEqual([digestOf(content)]);
    expect(await filesOf('staging')).toEqual([]);
    expect(await text(await store.read(digestOf(content)))).toBe(content);
  });

  it('takes a blob for stored anew when it is committed again', async () => {
    const commit = async () =>
      (await store.stage(Readable.from([Buffer.from('model')]), LIMITS)).commit();
    await commit();
    const path = await store.localPath(digestOf('model'));
    await utimes(path, new Date(0), new Date(0));

    await commit();

    expect((await stat(path)).mtime.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('does nothing when committed or discarded after a commit', async () => {
    const staged = await store.stage(Readable.from([Buffer.from('model')]), LIMITS);
    await staged.commit();
    await staged.commit();
    await staged.discard();
    expect(await listed()).toEqual([digestOf('model')]);
  });

  it('drops what is discarded', async () => {
    const staged = await store.stage(Readable.from([Buffer.from('model')]), LIMITS);
    await staged.discard();
    await staged.discard();
    expect(await filesOf('.')).toEqual([]);
  });

  it('leaves nothing when the stream fails mid-way', async () => {
    const content = Readable.from(
      (async function* failing() {
        yield Buffer.alloc(100_000);
        throw new Error('the line went dead');
      })(),
    );
    await expect(store.stage(content, LIMITS)).rejects.toThrow('the line went dead');
    expect(await filesOf('.')).toEqual([]);
  });

  it('stops reading at the limit and leaves nothing', async () => {
    let sent = 0;
    const endless = Readable.from(
      (async function* zeros() {
        for (;;) {
          sent += 65_536;
          yield Buffer.alloc(65_536);
        }
      })(),
    );
    await expect(store.stage(endless, LIMITS)).rejects.toMatchObject({
      name: 'PayloadTooLargeError',
      statusCode: 413,
      message: 'The artifact is larger than 1 MiB, the largest that is accepted',
    });
    expect(endless.destroyed).toBe(true);
    // A stream buffers a little ahead of its reader.
    expect(sent).toBeLessThan(LIMITS.maxBytes + 32 * 65_536);
    expect(await filesOf('.')).toEqual([]);
  });

  it('accepts exactly the limit', async () => {
    const staged = await store.stage(Readable.from([Buffer.alloc(10)]), { maxBytes: 10 });
    expect(staged.sizeBytes).toBe(10);
  });

  it.each([
    'sha256:../../../etc/passwd',
    `sha256:${'A'.repeat(64)}`,
    `sha256:${'a'.repeat(63)}/`,
    `sha256:${'a'.repeat(64)}\n`,
    `md5:${'a'.repeat(64)}`,
    '',
  ])('refuses %j as a digest', async digest => {
    const refused = expect.objectContaining({ name: 'InputError' });
    await expect(store.read(digest)).rejects.toEqual(refused);
    await expect(store.localPath(digest)).rejects.toEqual(refused);
    await expect(store.delete(digest, new Date())).rejects.toEqual(refused);
  });

  it('answers NotFoundError for bytes it does not have', async () => {
    await expect(store.read(digestOf('other'))).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(store.localPath(digestOf('other'))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('lists what it has and when it came', async () => {
    for (const content of ['a', 'b', 'c']) {
      await (await store.stage(Readable.from([Buffer.from(content)]), LIMITS)).commit();
    }
    folder.addContent({ 'sha256/ab/not-a-blob': 'x', 'sha256/stray': 'x' });

    const found: Array<{ digest: string; storedAt: Date }> = [];
    for await (const entry of store.list()) found.push(entry);

    expect(found.map(entry => entry.digest).sort()).toEqual(['a', 'b', 'c'].map(digestOf).sort());
    for (const { storedAt } of found) {
      expect(Math.abs(storedAt.getTime() - Date.now())).toBeLessThan(60_000);
    }
  });

  it('deletes bytes, and does nothing when they are gone', async () => {
    await (await store.stage(Readable.from([Buffer.from('model')]), LIMITS)).commit();
    const open = await store.read(digestOf('model'));
    const soon = new Date(Date.now() + 60_000);
    await store.delete(digestOf('model'), soon);
    await store.delete(digestOf('model'), soon);
    expect(await listed()).toEqual([]);
    expect((await buffer(open)).toString()).toBe('model');
  });

  it('keeps bytes that were stored again since it was decided to delete them', async () => {
    const decided = new Date(Date.now() - 60_000);
    await (await store.stage(Readable.from([Buffer.from('model')]), LIMITS)).commit();
    await store.delete(digestOf('model'), decided);
    expect((await buffer(await store.read(digestOf('model')))).toString()).toBe('model');
  });

  it('removes what interrupted uploads left, and only that', async () => {
    const old = await store.stage(Readable.from([Buffer.from('old')]), LIMITS);
    const young = await store.stage(Readable.from([Buffer.from('young')]), LIMITS);
    await utimes(old.path, new Date(0), new Date(0));

    await store.discardStagedBefore(new Date(Date.now() - 60_000));

    expect(await filesOf('staging')).toHaveLength(1);
    await young.commit();
    expect(await listed()).toEqual([digestOf('young')]);
  });
});
