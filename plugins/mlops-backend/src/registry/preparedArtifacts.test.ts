import { Readable } from 'node:stream';
import { readFileSync } from 'node:fs';
import { createMockDirectory, TestDatabases } from '@backstage/backend-test-utils';
import type { StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { FileArtifactStore } from '../artifacts/FileArtifactStore';
import { migrationsDirectory } from '../database/openDatabase';
import { riskMetadata, riskModel } from '../__testUtils__/files';
import { createRegistry } from '../__testUtils__/registry';

jest.setTimeout(60_000);

const actor = { ref: 'user:default/ada' };

// It has one connection: whoever asks for another within a transaction would wait for ever.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('an artifact that its store has to prepare', () => {
  const folder = createMockDirectory();
  let knex: Knex;
  let registration: ReturnType<typeof createRegistry>['registration'];
  let steps: string[];

  beforeEach(async () => {
    folder.clear();
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    ({ registration } = createRegistry(knex));
    steps = [];
  });

  /** As a store has it that uploads. */
  const stage = async (prepare: () => Promise<void> = async () => {}): Promise<StagedArtifact> => {
    const store = await FileArtifactStore.create({ root: folder.path });
    const staged = await store.stage(Readable.from([readFileSync(riskModel)]), {
      maxBytes: 10_000_000,
    });
    return {
      ...staged,
      async prepare() {
        await knex('models').first();
        steps.push('prepare');
        await prepare();
      },
      commit() {
        steps.push('commit');
        return staged.commit();
      },
    };
  };
  const description = { ...riskMetadata, problemType: 'binary-classification' as const };
  const registerModel = async (artifact: StagedArtifact) =>
    registration.registerModel(actor, description, { registration: {}, artifact: { artifact } });
  const registerVersion = async (artifact: StagedArtifact, newVersion = false) =>
    registration.registerVersion(actor, 'risk', {
      registration: { newVersion },
      artifact: { artifact },
    });

  it('is prepared before anything is locked, and committed in the end', async () => {
    await registerModel(await stage());
    await registerVersion(await stage(), true);
    expect(steps).toEqual(['prepare', 'commit', 'prepare', 'commit']);
  });

  it('is left alone where the model has it already', async () => {
    await registerModel(await stage());
    steps = [];
    expect(await registerVersion(await stage())).toMatchObject({ created: false });
    expect(await registerModel(await stage())).toMatchObject({ created: false });
    expect(steps).toEqual([]);
  });

  it('makes no version when it can not be prepared', async () => {
    const failing = await stage(async () => {
      throw new Error('the line went dead');
    });
    await expect(registerModel(failing)).rejects.toThrow('the line went dead');
    expect(steps).toEqual(['prepare']);
    expect(await knex('models').pluck('name')).toEqual([]);
  });
});
