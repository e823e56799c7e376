import { createMockDirectory, mockServices } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalCache } from './LocalCache';

const hexOf = (content: string) => createHash('sha256').update(content).digest('hex');
/** All are of ten bytes. */
const [A, B, C, D] = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(10));

describe('LocalCache', () => {
  const directory = createMockDirectory();
  let cache: LocalCache;
  let logger: ReturnType<typeof mockServices.logger.mock>;
  let fetched: string[];

  const open = (maxBytes: number = 25) =>
    LocalCache.create(
      { folder: directory.resolve('sha256'), staging: directory.resolve('staging'), maxBytes },
      logger,
    );

  beforeEach(async () => {
    directory.setContent({ staging: {} });
    logger = mockServices.logger.mock();
    fetched = [];
    cache = await open();
  });

  const get = (content: string, from: LocalCache = cache) =>
    from.get(hexOf(content), async path => {
      fetched.push(content);
      await writeFile(path, content);
      return content.length;
    });
  const retain = (...contents: string[]) => cache.retain(new Set(contents.map(hexOf)));
  const has = async () => {
    const names = await readdir(directory.resolve('sha256'));
    return [A, B, C, D].filter(content => names.includes(hexOf(content)));
  };

  it('fetches once what many ask for at a time, and once what is asked for again', async () => {
    const paths = await Promise.all(Array.from({ length: 20 }, () => get(A)));
    expect(new Set(paths)).toEqual(new Set([join(directory.resolve('sha256'), hexOf(A))]));
    expect(await get(A)).toBe(paths[0]);
    expect(await readFile(paths[0], 'utf8')).toBe(A);
    expect(fetched).toEqual([A]);
  });

  it('has nothing of what could not be fetched, and tries again', async () => {
    const failing = cache.get(hexOf(A), async path => {
      await writeFile(path, 'half of it');
      throw new Error('the line went dead');
    });
    await expect(failing).rejects.toThrow('the line went dead');
    expect(await has()).toEqual([]);
    expect(await readdir(directory.resolve('staging'))).toEqual([]);
    await get(A);
    expect(await has()).toEqual([A]);
  });

  it('gives a file its name only when it is whole', async () => {
    let seen: string[] = [];
    await cache.get(hexOf(A), async path => {
      await writeFile(path, A.slice(0, 5));
      seen = await has();
      await writeFile(path, A);
      return A.length;
    });
    expect(seen).toEqual([]);
  });

  it('removes the least recently used when it takes too much', async () => {
    await get(A);
    await get(B);
    retain();
    await get(A);
    retain();
    await get(C);
    expect(await has()).toEqual([A, C]);
    await delay(50);
    expect(await readdir(directory.resolve('staging'))).toEqual([]);
  });

  it('never removes what is in use, and says when that takes too much', async () => {
    await get(A);
    await get(B);
    await get(C);
    await get(D);
    expect(await has()).toEqual([A, B, C, D]);
    expect(logger.warn.mock.calls).toEqual([
      [
        'The artifacts that are served take 30 bytes on the local disk, more than mlops.artifacts.s3.local.maxBytes',
      ],
    ]);
    retain(B);
    expect(await has()).toEqual([B, D]);
  });

  it('keeps what is given out while room is made', async () => {
    await get(A);
    await get(B);
    retain();
    // A is the first to go; whoever asks for it before is given a file that stays.
    const [path] = await Promise.all([get(A), get(C), get(D)]);
    expect(await readFile(path, 'utf8')).toBe(A);
    expect(fetched).toEqual([A, B, C, D]);
    expect(await has()).toEqual([A, C, D]);
  });

  it('keeps what is being fetched when it is told what stays in use', async () => {
    let finish!: () => void;
    const fetching = cache.get(hexOf(A), async path => {
      await new Promise<void>(resolve => {
        finish = resolve;
      });
      await writeFile(path, A);
      return A.length;
    });
    await delay(20);
    retain();
    finish();
    await fetching;
    await get(B);
    await get(C);
    expect(await has()).toEqual([A, B, C]);
  });

  it('forgets what nobody uses, and nothing else', async () => {
    await get(A);
    cache.forget(hexOf(A));
    expect(await has()).toEqual([A]);
    retain();
    cache.forget(hexOf(A));
    cache.forget(hexOf(B));
    expect(await has()).toEqual([]);
    await get(A);
    expect(fetched).toEqual([A, A]);
  });

  it('goes on with the files of an earlier run, the least recently used first', async () => {
    await get(A);
    await delay(20);
    await get(B);
    await delay(20);
    await get(A);
    cache = await open(15);
    expect(await has()).toEqual([A]);
    await get(A);
    expect(fetched).toEqual([A, B]);
  });

  it('reads a file of an earlier run again, and fetches it anew when it was changed', async () => {
    const path = await get(A);
    await chmod(path, 0o600);
    await writeFile(path, B);
    cache = await open();
    expect(await readFile(await get(A), 'utf8')).toBe(A);
    expect(fetched).toEqual([A, A]);
    expect(logger.warn.mock.calls).toEqual([
      [`The local copy of the artifact sha256:${hexOf(A)} was changed or removed`],
    ]);
  });

  it('fetches again what somebody removed', async () => {
    await rm(await get(A), { force: true });
    expect(await readFile(await get(A), 'utf8')).toBe(A);
    expect(fetched).toEqual([A, A]);
  });
});
