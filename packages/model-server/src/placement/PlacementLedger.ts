import { stat } from 'node:fs/promises';
import { ServedRoute, ServedVersion } from '../RoutingTable';
import { Placement } from './Placement';

export interface PlacementLimits {
  /** Bytes of an artifact up to which each worker has a session of its own. */
  readonly maxReplicatedBytes: number;
  /** How many workers have one of a larger artifact. */
  readonly largeModelCopies: number;
}

/**
 * Decides which workers have the sessions of artifacts that are too large for each to have one, on the main thread. What is
 * served stays where it is as long as one of its workers is there.
 */
export class PlacementLedger {
  /** Of what is served. */
  private placed: Placement = new Map();
  /** By digest, of the artifacts that are served or about to be; undefined where they can't be read. */
  private sizes = new Map<string, number | undefined>();

  constructor(private readonly limits: PlacementLimits) {}

  get current(): Placement {
    return this.placed;
  }

  /**
   * Where the artifacts of these routes are to be: of each larger one on the workers that have the fewest bytes of others.
   *
   * @param workers - numbers of those that are there
   */
  async open(routes: Iterable<ServedRoute>, workers: readonly number[]): Promise<Placement> {
    const { maxReplicatedBytes, largeModelCopies } = this.limits;
    const opened = new Map<string, readonly number[]>();
    if (maxReplicatedBytes === Infinity) return opened;
    const bytes = new Map(workers.map(worker => [worker, 0]));
    const place = (digest: string, size: number, on: readonly number[]) => {
      opened.set(digest, on);
      for (const worker of on) bytes.set(worker, (bytes.get(worker) ?? 0) + size);
    };
    const homeless: Array<readonly [digest: string, size: number]> = [];
    for (const [digest, size] of await this.measure(routes)) {
      // What can't be read is told by the worker that tries.
      if (size === undefined || size <= maxReplicatedBytes) continue;
      const before = this.placed.get(digest);
      if (before?.some(worker => bytes.has(worker))) place(digest, size, before);
      else homeless.push([digest, size]);
    }
    homeless.sort(([, some], [, others]) => others - some);
    for (const [digest, size] of homeless) {
      const emptiest = [...workers].sort(
        (some, others) => bytes.get(some)! - bytes.get(others)! || some - others,
      );
      place(digest, size, emptiest.slice(0, largeModelCopies));
    }
    return opened;
  }

  /** What is served from now on, with where it was placed. */
  keep(served: Iterable<ServedRoute>, opened: Placement): void {
    const digests = new Set(artifactsOf(served).map(({ digest }) => digest));
    const all = [...this.placed, ...opened];
    this.placed = new Map(all.filter(([digest]) => digests.has(digest)));
    this.sizes = new Map([...this.sizes].filter(([digest]) => digests.has(digest)));
  }

  private async measure(
    routes: Iterable<ServedRoute>,
  ): Promise<ReadonlyMap<string, number | undefined>> {
    const measured = new Map<string, number | undefined>();
    for (const { digest, artifactPath } of artifactsOf(routes)) {
      if (measured.has(digest)) continue;
      const known = this.sizes.get(digest);
      measured.set(digest, known ?? (await sizeOf(artifactPath)));
    }
    this.sizes = new Map([...this.sizes, ...measured]);
    return measured;
  }
}

function artifactsOf(routes: Iterable<ServedRoute>): ServedVersion[] {
  return Array.from(routes, ({ champion, canary, challengers }) => [
    champion,
    ...(canary ? [canary] : []),
    ...challengers,
  ]).flat();
}

async function sizeOf(artifactPath: string): Promise<number | undefined> {
  return stat(artifactPath).then(
    ({ size }) => size,
    () => undefined,
  );
}
