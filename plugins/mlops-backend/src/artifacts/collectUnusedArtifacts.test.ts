import { createHash } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createMockDirectory, mockServices } from '@backstage/backend-test-utils';
import { filesBelow } from '../__testUtils__/files';
import { collectUnusedArtifacts } from './collectUnusedArtifacts';
import { FileArtifactStore } from './FileArtifactStore';

const HOUR_MS = 3_600_000;
const digestOf = (content: string) =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

describe('collectUnusedArtifacts', () => {
  const folder = createMockDirectory();
  let store: FileArtifactStore;

  beforeEach(async () => {
    folder.clear();
    store = await FileArtifactStore.create({ root: folder.path });
  });

  const age = async (path: string, hours: number) => {
    const time = new Date(Date.now() - hours * HOUR_MS);
    await utimes(path, time, time);
  };
  const stage = (content: string) =>
    store.stage(Readable.from([Buffer.from(content)]), { maxBytes: 100 });
  const keep = async (content: string, hours: number) => {
    await (await stage(content)).commit();
    await age(await store.localPath(digestOf(content)), hours);
  };
  const has = (content: string) =>
    store.localPath(digestOf(content)).then(
      () => true,
      () => false,
    );
  const collect = async (...used: string[]) => {
    const logger = mockServices.logger.mock();
    const digests = new Set(used.map(digestOf));
    const inUse = async (asked: string[]) => new Set(asked.filter(one => digests.has(one)));
    await collectUnusedArtifacts(store, inUse, logger);
    return logger;
  };

  it('removes what has been there for a day and no version has, and says so', async () => {
    await keep('unused', 25);
    await keep('used', 25);
    const logger = await collect('used');
    expect([await has('unused'), await has('used')]).toEqual([false, true]);
    expect(logger.info.mock.calls).toEqual([
      [`Removed the artifact ${digestOf('unused')}, which no version has`],
    ]);
  });

  it('leaves what may belong to a registration that is under way', async () => {
    await keep('young', 23);
    await collect();
    expect(await has('young')).toBe(true);
  });

  it('removes uploads that were interrupted a day ago', async () => {
    const old = await stage('old');
    const young = await stage('young');
    await age(old.path, 25);
    await collect();
    expect(await filesBelow(folder.path)).toEqual([young.path]);
  });
});
