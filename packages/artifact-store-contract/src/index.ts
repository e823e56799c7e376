/* eslint-disable jest/no-export -- it is other packages' tests that run these */
/**
 * What holds for every `ArtifactStore`, as tests that each implementation runs.
 *
 * @packageDocumentation
 */
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import { createHash } from 'node:crypto';
import { readFile, stat, utimes } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

const LIMITS = { maxBytes: 1024 * 1024 };
const MINUTE_MS = 60_000;
/** Object stores tell times in whole seconds. */
const TICK_MS = 1_100;

/** `sha256:` and the hexadecimal digest of a text. */
export function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** What an implementation of `ArtifactStore` is tried with. */
export interface StoresToTry {
  /** A store as another replica opens it: all that were opened since the test began have the same bytes. */
  open(): Promise<ArtifactStore>;
  /** Names of what uploads that aren't over have left, anywhere. */
  leftBehind(): Promise<string[]>;
}

/** What holds for every `ArtifactStore`: the statement of its contract, to be called within `describe`. */
export function keepsArtifacts({ open, leftBehind }: StoresToTry): void {
  let store: ArtifactStore;

  beforeEach(async () => {
    store = await open();
  });

  const stage = (content: string, from: ArtifactStore = store) =>
    from.stage(Readable.from([Buffer.from(content)]), LIMITS);
  const keep = async (content: string, from: ArtifactStore = store) =>
    (await stage(content, from)).commit();
  const contentOf = async (content: string, from: ArtifactStore = store) =>
    text(await from.read(digestOf(content)));
  const listed = async () => {
    const found: Array<{ digest: string; storedAt: Date }> = [];
    for await (const entry of store.list()) found.push(entry);
    return found;
  };
  const digests = async () => (await listed()).map(({ digest }) => digest).sort();

  it('keeps bytes under their SHA-256 digest', async () => {
    const staged = await store.stage(
      Readable.from([Buffer.from('mo'), Buffer.from('del')]),
      LIMITS,
    );
    expect(staged.digest).toBe(digestOf('model'));
    expect(staged.sizeBytes).toBe(5);
    expect(await readFile(staged.path, 'utf8')).toBe('model');
    await expect(store.localPath(staged.digest)).rejects.toThrow('has no artifact');

    await staged.commit();

    expect(await contentOf('model')).toBe('model');
    expect(await contentOf('model', await open())).toBe('model');
    expect(await leftBehind()).toEqual([]);
  });

  it('gives a read-only file, on other replicas too', async () => {
    await keep('model');
    for (const replica of [store, await open()]) {
      const path = await replica.localPath(digestOf('model'));
      expect(await readFile(path, 'utf8')).toBe('model');
      expect((await stat(path)).mode % 0o1000).toBe(0o440);
      expect(await replica.localPath(digestOf('model'))).toBe(path);
    }
  });

  it('has one artifact when 20 uploads of the same bytes are committed at once', async () => {
    const content = 'the same model'.repeat(10_000);
    const other = await open();
    const staged = await Promise.all(
      Array.from({ length: 20 }, (_, i) => stage(content, i % 2 ? store : other)),
    );

    await Promise.all(staged.map(one => one.commit()));

    expect(await digests()).toEqual([digestOf(content)]);
    expect(await leftBehind()).toEqual([]);
    expect(await contentOf(content)).toBe(content);
  });

  it('takes bytes for stored anew when they are committed again, on whichever replica', async () => {
    await keep('model');
    const [{ storedAt }] = await listed();
    await delay(TICK_MS);

    await keep('model', await open());

    const [again, ...others] = await listed();
    expect(others).toEqual([]);
    expect(again.storedAt.getTime()).toBeGreaterThan(storedAt.getTime());
    await store.delete(digestOf('model'), again.storedAt);
    expect(await contentOf('model')).toBe('model');
  });

  it('does nothing when committed or discarded after a commit', async () => {
    const staged = await stage('model');
    await staged.prepare?.();
    await staged.commit();
    await staged.commit();
    await staged.discard();
    expect(await contentOf('model')).toBe('model');
  });

  it('drops what is discarded, prepared or not', async () => {
    const staged = await stage('model');
    await staged.discard();
    await staged.discard();
    const prepared = await stage('model');
    await prepared.prepare?.();
    await prepared.discard();
    expect(await digests()).toEqual([]);
    expect(await leftBehind()).toEqual([]);
  });

  it('keeps what somebody else committed when the same bytes are discarded', async () => {
    const staged = await stage('model');
    await staged.prepare?.();
    await keep('model', await open());
    await staged.discard();
    expect(await contentOf('model')).toBe('model');
  });

  it('leaves nothing when the stream fails mid-way', async () => {
    const content = Readable.from(
      (async function* failing() {
        yield Buffer.alloc(100_000);
        throw new Error('the line went dead');
      })(),
    );
    await expect(store.stage(content, LIMITS)).rejects.toThrow('the line went dead');
    expect(await leftBehind()).toEqual([]);
    expect(await digests()).toEqual([]);
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
    expect(await leftBehind()).toEqual([]);
  });

  it('accepts exactly the limit', async () => {
    const staged = await store.stage(Readable.from([Buffer.alloc(10)]), { maxBytes: 10 });
    expect(staged.sizeBytes).toBe(10);
    await staged.discard();
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
    const attempts = [
      async () => store.read(digest),
      async () => store.localPath(digest),
      async () => store.delete(digest, new Date()),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toEqual(refused);
    }
  });

  it('answers NotFoundError for bytes it does not have', async () => {
    await expect(store.read(digestOf('other'))).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(store.localPath(digestOf('other'))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('lists what it has and when it came', async () => {
    for (const content of ['a', 'b', 'c']) {
      await keep(content);
    }
    expect(await digests()).toEqual(['a', 'b', 'c'].map(digestOf).sort());
    for (const { storedAt } of await listed()) {
      expect(Math.abs(storedAt.getTime() - Date.now())).toBeLessThan(MINUTE_MS);
    }
  });

  it('deletes bytes, and does nothing when they are gone', async () => {
    await keep('model');
    const reading = await store.read(digestOf('model'));
    const soon = new Date(Date.now() + MINUTE_MS);
    await store.delete(digestOf('model'), soon);
    await store.delete(digestOf('model'), soon);
    expect(await digests()).toEqual([]);
    await expect(store.localPath(digestOf('model'))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect((await buffer(reading)).toString()).toBe('model');
  });

  it('keeps bytes that were stored again since it was decided to delete them', async () => {
    const decided = new Date(Date.now() - MINUTE_MS);
    await keep('model');
    await store.delete(digestOf('model'), decided);
    expect(await contentOf('model')).toBe('model');
  });

  it('keeps what replicas store while others delete what was there before', async () => {
    const other = await open();
    for (let round = 0; round < 3; round += 1) {
      await keep('model');
      await delay(TICK_MS);
      const decided = new Date();
      await Promise.all([
        store.delete(digestOf('model'), decided),
        keep('model', other),
        other.delete(digestOf('model'), decided),
      ]);
      expect(await contentOf('model')).toBe('model');
    }
  }, 30_000);

  it('removes what interrupted uploads left, and only that', async () => {
    await keep('stored');
    const old = await stage('old');
    const young = await stage('young');
    await utimes(old.path, new Date(0), new Date(0));

    await store.discardStagedBefore(new Date(Date.now() - MINUTE_MS));

    expect(await leftBehind()).toHaveLength(1);
    await young.commit();
    expect(await digests()).toEqual(['stored', 'young'].map(digestOf).sort());
  });
}
