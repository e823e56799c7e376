import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the threads of a process tally what they answer. */
export interface TallyFiles {
  /** A folder that is there, which processes may share. */
  readonly directory: string;
  /** Names the process among all that ever have files there: letters, digits and hyphens. */
  readonly owner: string;
}

const NAME = /^([A-Za-z0-9-]+)\.[0-9]+\.tally$/;

/** @param thread - the how manieth of its process */
export function tallyPath({ directory, owner }: TallyFiles, thread: number): string {
  return join(directory, `${owner}.${thread}.tally`);
}

/** The paths of all tallies in a folder, by the process that they are of. */
export async function listTallies(directory: string): Promise<Map<string, string[]>> {
  const byOwner = new Map<string, string[]>();
  for (const name of await readdir(directory)) {
    const owner = NAME.exec(name)?.[1];
    if (owner === undefined) continue;
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), join(directory, name)]);
  }
  return byOwner;
}
