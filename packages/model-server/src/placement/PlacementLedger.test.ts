import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServedRoute } from '../RoutingTable';
import { PlacementLedger } from './PlacementLedger';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placement-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** A route with an artifact of so many bytes, which gives it its name. */
async function routeOf(name: string, bytes: number): Promise<ServedRoute> {
  const artifactPath = join(folder, name);
  await writeFile(artifactPath, Buffer.alloc(bytes));
  const champion = { version: '1', artifactPath, digest: name };
  return { deployment: name, revision: 1, champion, challengers: [], allowEventTime: false };
}

const ledgerOf = (changes = {}) =>
  new PlacementLedger({ maxReplicatedBytes: 100, largeModelCopies: 1, ...changes });

describe('PlacementLedger', () => {
  it('places what is larger than the limit, the largest first, where the fewest bytes are', async () => {
    const routes = [
      await routeOf('small', 100),
      await routeOf('a', 300),
      await routeOf('b', 200),
      await routeOf('c', 101),
    ];
    const placement = await ledgerOf().open(routes, [0, 1]);
    expect(Object.fromEntries(placement)).toEqual({ a: [0], b: [1], c: [1] });
  });

  it('places several copies on different workers, no more than there are', async () => {
    const routes = [await routeOf('a', 300), await routeOf('b', 200)];
    const two = await ledgerOf({ largeModelCopies: 2 }).open(routes, [0, 1, 2]);
    expect(Object.fromEntries(two)).toEqual({ a: [0, 1], b: [2, 0] });
    const alone = await ledgerOf({ largeModelCopies: 2 }).open(routes, [4]);
    expect(Object.fromEntries(alone)).toEqual({ a: [4], b: [4] });
  });

  it('leaves what is served where it is, as long as one of its workers is there', async () => {
    const ledger = ledgerOf();
    const [a, b] = [await routeOf('a', 300), await routeOf('b', 400)];
    ledger.keep([a], await ledger.open([a], [1, 2]));
    expect(Object.fromEntries(ledger.current)).toEqual({ a: [1] });
    expect(Object.fromEntries(await ledger.open([a, b], [0, 1]))).toEqual({ a: [1], b: [0] });
    expect(Object.fromEntries(await ledger.open([a], [0, 2]))).toEqual({ a: [0] });
  });

  it('forgets what is served no more, and keeps where the previous version is', async () => {
    const ledger = ledgerOf();
    const [a, b] = [await routeOf('a', 300), await routeOf('b', 400)];
    ledger.keep([a], await ledger.open([a], [0, 1]));
    const opened = await ledger.open([b], [0, 1]);
    // `a` was kept, since `b` could not be loaded.
    ledger.keep([a], opened);
    expect([...ledger.current.keys()]).toEqual(['a']);
    ledger.keep([b], opened);
    expect([...ledger.current.keys()]).toEqual(['b']);
  });

  it('leaves what cannot be read to the workers, who say why', async () => {
    const gone = { ...(await routeOf('x', 500)), deployment: 'gone' };
    await rm(join(folder, 'x'));
    expect((await ledgerOf().open([gone], [0, 1])).size).toBe(0);
  });

  it('places nothing without a limit', async () => {
    const ledger = ledgerOf({ maxReplicatedBytes: Infinity });
    expect((await ledger.open([await routeOf('a', 300)], [0, 1])).size).toBe(0);
  });
});
