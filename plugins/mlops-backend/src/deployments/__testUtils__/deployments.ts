import { mockServices } from '@backstage/backend-test-utils';
import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentTarget } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { AuditLog } from '../../governance/AuditLog';
import { DatabaseWindowStore } from '../../monitoring/WindowStore';
import { createRegistryStores } from '../../registry/createRegistry';
import { RegistryLookup } from '../../registry/RegistryLookup';
import { createDeployments } from '../createDeployments';
import { DatabaseDeploymentStore } from '../DeploymentStore';

export const ada = { ref: 'user:default/ada' };

/** Those of the defaults. */
export const environments: LifecyclePolicy['environments'] = [
  {
    name: 'development',
    title: 'Development',
    stages: ['None', 'Staging', 'Production'],
    challengerStages: ['None', 'Staging', 'Production'],
  },
  {
    name: 'production',
    title: 'Production',
    stages: ['Production'],
    challengerStages: ['Staging', 'Production'],
  },
];

const targetOf = (
  id: string,
  capabilities?: DeploymentTarget['capabilities'],
): DeploymentTarget => ({
  id,
  formats: ['onnx'],
  capabilities,
  reconcile: async () => [],
  inferUrl: name => `https://models.example.com/v2/models/${name}/infer`,
  infer: async () => ({ status: 200, body: {} }),
});

const capable = { canary: true, challengers: true, tokens: true };

/**
 * Deployments over a migrated database, with a model `risk` of versions in the given stages and nothing else, without HTTP
 * and permissions.
 */
export async function startDeployments(
  knex: Knex,
  stages: Stage[],
  policy: Partial<LifecyclePolicy> = {},
) {
  await knex('deployments').delete();
  await knex('models').delete();
  const { seq } = await knex('audit_chain').first();
  const { models, versions } = createRegistryStores(knex);
  const model = await knex.transaction(async transaction => {
    const inserted = await models.insert(transaction, {
      name: 'risk',
      owner: 'group:default/flight-operations',
      description: '',
      problemType: 'binary-classification',
      tags: [],
    });
    for (const [index, stage] of stages.entries()) {
      const row = await versions.insert(transaction, {
        modelId: inserted.id,
        version: index + 1,
        format: 'onnx',
        digest: `sha256:${String(index + 1).padStart(64, '0')}`,
        stored: true,
        description: '',
        notes: '',
        tags: [],
        details: {
          parameters: {},
          datasets: [],
          signature: { inputs: [], outputs: [] },
          prediction: {},
          unservableOutputs: [],
        },
        createdBy: ada.ref,
      });
      await versions.setStage(transaction, row.id, stage);
    }
    return inserted;
  });

  /** The same database as another configuration finds it. */
  const over = (changed: Partial<LifecyclePolicy>) => {
    const parts = createDeployments(knex, new DatabaseDeploymentStore(knex), {
      targets: new Map([
        ['embedded', targetOf('embedded', capable)],
        ['plain', targetOf('plain')],
      ]),
      models: new RegistryLookup({ models, versions }),
      policy: { environments, onArchive: 'refuse', ...policy, ...changed },
      audit: new AuditLog(),
      // Nothing is reconciled here.
      artifacts: undefined as any,
      schemas: { schemaOf: async () => undefined },
      traffic: new DatabaseWindowStore(knex),
      windowMs: 3_600_000,
      onChange: () => {},
      logger: mockServices.logger.mock(),
    });
    // Otherwise every change would have the reconciler look at the database behind the test's back.
    jest.spyOn(parts.reconciler, 'trigger').mockImplementation(() => {});
    return parts;
  };
  const parts = over({});

  const row = async (name = 'risk') => (await parts.reader.find(name))!;

  return {
    ...parts,
    model: { id: model.id, name: model.name },
    over,
    row,
    /** Moves a version as the lifecycle does, with whatever follows for deployments. */
    transition: (
      version: number,
      to: Stage,
      services: Pick<typeof parts, 'consequences'> = parts,
    ) =>
      knex.transaction(async transaction => {
        await models.lock(transaction, 'risk');
        const found = (await versions.find(model.id, version, transaction))!;
        await versions.setStage(transaction, found.id, to);
        const change = { version, from: found.stage, to, reason: `to ${to}` };
        await services.consequences.apply(transaction, ada, model, change);
      }),
    /** Moves a version without anything following, as if the configuration had changed meanwhile. */
    async setStage(version: number, stage: Stage) {
      await knex('versions').where({ model_id: model.id, version }).update({ stage });
    },
    async deleteVersion(version: number) {
      await knex('versions')
        .where({ model_id: model.id, version })
        .update({ deleted_at: new Date() });
    },
    create: (change: object = {}) =>
      parts.deployments.create(
        ada,
        { name: 'risk', model: 'risk', version: 1, reason: 'to begin with', ...change },
        { reason: 'to begin with' },
      ),
    revisions: async (name = 'risk') =>
      (await parts.reader.listRevisions(await row(name), { limit: 100 })).items,
    audit: async (name = 'risk') =>
      (
        await knex('audit_events').where({ resource: name }).where('seq', '>', seq).orderBy('seq')
      ).map(event => ({
        action: event.action,
        before: JSON.parse(event.before),
        after: JSON.parse(event.after),
      })),
  };
}
