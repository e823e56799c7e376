import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnsweredCount, listTallies, missingRequests, readTally } from './index';
import { AnswerTally } from './observation/tally/AnswerTally';
import { tallyName } from './observation/tally/TallyBytes';
import { tallyPath } from './observation/tally/TallyFiles';
import { crashOne, fixture, route, serve, Served, total, untilReplaced } from './testing/serve';

const OWNER = 'a-process';
const champion = { deployment: 'd', version: '1', role: 'champion' } as const;
const canary = { deployment: 'd', version: '2', role: 'canary' } as const;

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tallies-'));
  path = tallyPath({ directory, owner: OWNER }, 0);
});
afterEach(() => rm(directory, { recursive: true }));

describe('a tally', () => {
  const trouble: string[] = [];
  const begin = () => new AnswerTally(path, ({ message }) => void trouble.push(message));
  beforeEach(() => trouble.splice(0));

  it('has in its file what was counted, at once and then every two milliseconds', async () => {
    const tally = begin();
    expect(await readTally(path)).toEqual([]);
    const place = tally.placeOf(champion);
    for (let i = 0; i < 3; i++) tally.count(place);
    tally.count(tally.placeOf(canary));
    await new Promise(resolve => process.nextTick(resolve));
    expect(await readTally(path)).toEqual([
      { ...champion, requests: 3 },
      { ...canary, requests: 1 },
    ]);
    const write = jest.spyOn(tally as any, 'writeRange');
    const started = performance.now();
    for (let i = 0; i < 1_000; i++) {
      tally.count(place);
      await new Promise(resolve => setImmediate(resolve));
    }
    await sleep(20);
    const tookMs = performance.now() - started;
    expect(await readTally(path)).toContainEqual({ ...champion, requests: 1_003 });
    expect(write.mock.calls.length).toBeLessThanOrEqual(tookMs + 1);
    tally.count(place);
    tally.close();
    expect(await readTally(path)).toContainEqual({ ...champion, requests: 1_004 });
    expect((await stat(path)).mode % 0o1000).toBe(0o600);
    expect(trouble).toEqual([]);
  });

  it('has room for any number of versions, whatever they are called', async () => {
    const tally = begin();
    const versions = Array.from({ length: 1_000 }, (_, i) => ({
      ...champion,
      deployment: `"häufig" ${'x'.repeat(i % 20)}`,
      version: String(i),
    }));
    for (const version of versions) tally.count(tally.placeOf(version));
    tally.close();
    expect(await readTally(path)).toEqual(versions.map(one => ({ ...one, requests: 1 })));
  });

  it('is whole when the process is killed', async () => {
    const script = `
      const { AnswerTally } = require(${JSON.stringify(require.resolve('./observation/tally/AnswerTally'))});
      const tally = new AnswerTally(${JSON.stringify(path)}, error => { throw error; });
      const place = tally.placeOf(${JSON.stringify(champion)});
      for (let i = 0; i < 12; i++) tally.count(place);
      setImmediate(() => process.kill(process.pid, 'SIGKILL'));
    `;
    const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
    const child = spawn(process.execPath, ['--require', transform, '--eval', script]);
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    expect(await readTally(path)).toEqual([{ ...champion, requests: 12 }]);
  });

  it('says by the time of its file that it lives, and comes back where the file was removed', async () => {
    const tally = begin();
    tally.count(tally.placeOf(champion));
    tally.write();
    await utimes(path, 0, 0);
    tally.keepAlive();
    expect((await stat(path)).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    await rm(path);
    tally.keepAlive();
    expect(await readTally(path)).toEqual([{ ...champion, requests: 1 }]);
    tally.count(tally.placeOf(champion));
    tally.close();
    expect(await readTally(path)).toEqual([{ ...champion, requests: 2 }]);
  });

  it('counts on without its file, and leaves none that could be taken for the whole', async () => {
    await writeFile(path, 'of somebody else');
    const blocked = begin();
    blocked.count(blocked.placeOf(champion));
    blocked.keepAlive();
    blocked.close();
    expect(trouble).toEqual([expect.stringContaining('EEXIST')]);

    await rm(path);
    const tally = begin();
    tally.count(tally.placeOf(champion));
    tally.write();
    // As a disk does that is full.
    const writeRange = jest.spyOn(tally as any, 'writeRange').mockImplementation(() => {
      throw new Error('ENOSPC');
    });
    tally.count(tally.placeOf(champion));
    tally.write();
    writeRange.mockRestore();
    tally.count(tally.placeOf(champion));
    tally.write();
    tally.close();
    expect(trouble).toHaveLength(2);
    await expect(readTally(path)).rejects.toMatchObject({ name: 'MalformedTallyError' });
  });
});

describe('readTally', () => {
  const record = (name: string, requests: number) => {
    const bytes = Buffer.alloc(Math.ceil((12 + Buffer.byteLength(name)) / 8) * 8);
    bytes.writeDoubleLE(requests);
    bytes.writeUInt32LE(Buffer.byteLength(name), 8);
    bytes.write(name, 12);
    return bytes;
  };
  const write = (...parts: Buffer[]) =>
    writeFile(path, Buffer.concat([Buffer.from('mltally1'), ...parts]));
  const good = record(tallyName(champion), 7);

  it('leaves out a last record that was cut off, wherever it was', async () => {
    const last = record(tallyName(canary), 1);
    for (let length = 0; length < 12 + tallyName(canary).length; length++) {
      await write(good, last.subarray(0, length));
      expect(await readTally(path)).toEqual([{ ...champion, requests: 7 }]);
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['something else', Buffer.from('SQLite format 3')],
    ['noise', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 256))],
  ])('refuses %s', async (_, bytes) => {
    await writeFile(path, bytes);
    await expect(readTally(path)).rejects.toMatchObject({ name: 'MalformedTallyError' });
  });

  it.each([
    ['a negative count', record(tallyName(champion), -1)],
    ['a count that is no number', record(tallyName(champion), NaN)],
    ['a count beyond counting', record(tallyName(champion), 1e300)],
    ['a part of a request', record(tallyName(champion), 0.5)],
    ['a name that is none', record('d 1 champion', 1)],
    ['a role that is none', record('["d","1","king"]', 1)],
    ['a name of other parts', record('["d",1,"champion"]', 1)],
    ['a version twice', Buffer.concat([good, good])],
  ])('refuses %s', async (_, bytes) => {
    await write(bytes);
    await expect(readTally(path)).rejects.toMatchObject({ name: 'MalformedTallyError' });
  });

  it('reads files only, and none that a link leads to', async () => {
    await write(good);
    const link = join(directory, 'link');
    await symlink(path, link);
    await expect(readTally(link)).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(readTally(directory)).rejects.toThrow();
  });
});

describe('missingRequests', () => {
  const counts = (...pairs: [typeof champion | typeof canary, number][]): AnsweredCount[] =>
    pairs.map(([served, requests]) => ({ ...served, requests }));

  it('is what was answered less what was told, of all threads together', () => {
    const answered = counts([champion, 10], [canary, 5], [champion, 3]);
    expect(missingRequests(answered, counts([champion, 9], [canary, 5]))).toEqual(
      counts([champion, 4]),
    );
    expect(missingRequests([], [])).toEqual([]);
  });

  it('refuses to say anything where more was told than answered', () => {
    const name = 'MalformedTallyError';
    const told = counts([champion, 2]);
    expect(() => missingRequests(counts([champion, 1]), told)).toThrow(
      expect.objectContaining({ name }),
    );
    expect(() => missingRequests([], told)).toThrow(expect.objectContaining({ name }));
  });
});

describe('a server that tallies', () => {
  let served: Served;
  const x = { inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], data: [1, 2] }] };
  const table = { generation: 1, routes: [route('d', fixture('identity_float32'))] };
  const ask = async (requests: number) => {
    for (let i = 0; i < requests; i++) {
      expect((await served.post('/v2/models/d/infer', x)).status).toBe(200);
    }
  };
  const answered = async () => {
    const counts = [];
    for (const file of (await listTallies(directory)).get(OWNER) ?? []) {
      counts.push(...(await readTally(file)));
    }
    return counts.reduce((sum, { requests }) => sum + requests, 0);
  };
  afterEach(() => served.server.close());

  it('has a file for each worker, with as many requests as its windows', async () => {
    served = await serve({ workers: 2, tallies: { directory, owner: OWNER } });
    await served.server.apply(table);
    await ask(20);
    expect((await served.post('/v2/models/d/infer', 'nonsense')).status).toBe(400);
    await served.server.flush();
    expect(total(served.windows, 'requests')).toBe(21);
    expect(await answered()).toBe(21);
    await served.server.close();
    expect((await readdir(directory)).sort()).toEqual([0, 1].map(n => `${OWNER}.${n}.tally`));
  });

  it('knows what a lost worker had not handed over', async () => {
    served = await serve({ workers: 1, tallies: { directory, owner: OWNER } });
    await served.server.apply(table);
    await ask(5);
    await served.server.flush();
    await ask(7);
    crashOne(served);
    await untilReplaced(served);
    expect(await served.exits[0].lost()).toEqual([{ ...champion, requests: 7 }]);
    await ask(2);
    await served.server.close();
    expect(total(served.windows, 'requests')).toBe(7);
    expect(await answered()).toBe(14);
  });

  it('serves where it cannot tally, and says so', async () => {
    served = await serve({
      workers: 1,
      tallies: { directory: join(directory, 'none'), owner: 'a' },
    });
    await served.server.apply(table);
    await ask(1);
    for (let i = 0; i < 100 && served.log.length === 0; i++) await sleep(10);
    expect(served.log.join()).toContain('ENOENT');
    crashOne(served);
    await untilReplaced(served);
    await expect(served.exits[0].lost()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
