import { mkdirSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { listTallies, MalformedTallyError, readTally } from '@mlops-backstage/model-server';
import type { AnsweredCount, TallyFiles } from '@mlops-backstage/model-server';

/** What a process has left, or still writes. */
export interface FoundTallies {
  /** The observer that it was. */
  owner: string;
  paths: string[];
  /** When one of its threads last said that it lives; milliseconds since 1970. */
  writtenAt: number;
}

/** The longest name of a deployment. */
const MAX_NAME = 63;

/** The folder in which processes tally what they answer. */
export class TallyFolder {
  /**
   * Makes the folder where it isn't there.
   *
   * @param owner - names this process
   * @returns undefined when it can't be made, which is logged: models are served all the same
   */
  static open(directory: string, owner: string, logger: LoggerService): TallyFolder | undefined {
    try {
      mkdirSync(directory, { recursive: true });
    } catch (error) {
      logger.error(
        `Should this process be killed, nobody will know how many requests it had answered: ${directory} can't be used`,
        error as Error,
      );
      return undefined;
    }
    return new TallyFolder({ directory, owner });
  }

  private constructor(readonly files: TallyFiles) {}

  /** Those of other processes, as far as nobody removes them meanwhile. */
  async others(): Promise<FoundTallies[]> {
    const found: FoundTallies[] = [];
    for (const [owner, paths] of await listTallies(this.files.directory)) {
      const times = await Promise.all(
        paths.map(path =>
          stat(path).then(
            ({ mtimeMs }) => mtimeMs,
            () => undefined,
          ),
        ),
      );
      if (owner !== this.files.owner && !times.includes(undefined)) {
        found.push({ owner, paths, writtenAt: Math.max(...(times as number[])) });
      }
    }
    return found;
  }

  /** Of this process. */
  async own(): Promise<string[]> {
    return (await listTallies(this.files.directory)).get(this.files.owner) ?? [];
  }

  /**
   * What the threads of a process answered.
   *
   * @throws MalformedTallyError when one of the files is no tally of what we serve
   * @throws `Error` with code ENOENT, EACCES, …
   */
  async read(paths: readonly string[]): Promise<AnsweredCount[]> {
    const counts: AnsweredCount[] = [];
    for (const path of paths) {
      for (const count of await readTally(path)) {
        const { deployment, version } = count;
        if (deployment.length > MAX_NAME || !/^[1-9][0-9]{0,8}$/.test(version)) {
          throw new MalformedTallyError('It counts what no deployment of ours serves');
        }
        counts.push(count);
      }
    }
    return counts;
  }

  async remove(paths: readonly string[]): Promise<void> {
    await Promise.all(paths.map(path => rm(path, { force: true })));
  }

  /** Leaves them for somebody to look at, under names that aren't found again. */
  async setAside(paths: readonly string[]): Promise<void> {
    await Promise.all(paths.map(path => rename(path, `${path}.unreadable`)));
  }
}
