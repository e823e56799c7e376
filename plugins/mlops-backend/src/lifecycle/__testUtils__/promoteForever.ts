/*
 * A process that moves versions from stage to stage until it is killed: the services of the plugin over a database that
 * others use at the same time. Started by `kill.test.ts`, with the connection as JSON in its first argument.
 */
import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentTarget } from '@mlops-backstage/plugin-mlops-node';
import knexOf from 'knex';
import { createDeployments } from '../../deployments/createDeployments';
import { DatabaseDeploymentStore } from '../../deployments/DeploymentStore';
import { AuditLog } from '../../governance/AuditLog';
import { ModelIndex } from '../../registry/ModelIndex';
import { createRegistryStores } from '../../registry/createRegistry';
import { RegistryLookup } from '../../registry/RegistryLookup';
import { VersionStages } from '../../registry/VersionStages';
import { ApprovalCloser } from '../ApprovalCloser';
import { ApprovalExpiry } from '../ApprovalExpiry';
import { DatabaseApprovalStore } from '../ApprovalStore';
import { GateKeeper } from '../GateKeeper';
import { DatabaseGateStore } from '../GateStore';
import { stagesAfter } from '../lifecyclePolicy';
import { TransitionService } from '../TransitionService';

const everywhere: Stage[] = ['None', 'Staging', 'Production'];
const policy: LifecyclePolicy = {
  transitions: [
    { from: 'None', to: ['Staging', 'Production'] },
    { from: 'Staging', to: ['Production', 'Archived'] },
    { from: 'Production', to: ['Staging', 'Archived'] },
    { from: 'Archived', to: ['None', 'Staging'] },
  ],
  onPromote: [{ stage: 'Production', others: 'Staging' }],
  onArchive: 'undeploy',
  environments: [
    {
      name: 'development',
      title: 'Development',
      stages: everywhere,
      challengerStages: everywhere,
    },
    {
      name: 'production',
      title: 'Production',
      stages: ['Production'],
      challengerStages: ['Production'],
    },
  ],
};

/** What moving a version doesn't ask. */
const unasked = <T>() => ({}) as T;

const database = knexOf(JSON.parse(process.argv[2]));
const audit = new AuditLog();
const stores = createRegistryStores(database);
const models = new RegistryLookup(stores);
const stages = new VersionStages(
  models,
  stores,
  new ModelIndex(stores.versions, stores.evaluations),
);
const embedded = { id: 'embedded', formats: ['onnx'] } as unknown as DeploymentTarget;
const { consequences } = createDeployments(database, new DatabaseDeploymentStore(database), {
  targets: new Map([[embedded.id, embedded]]),
  models,
  policy,
  audit,
  artifacts: unasked(),
  schemas: unasked(),
  traffic: unasked(),
  windowMs: 3_600_000,
  onChange: () => {},
  logger: unasked(),
});
const store = new DatabaseApprovalStore(database);
const closer = new ApprovalCloser(store, audit);
const transitions = new TransitionService(
  database,
  stages,
  policy,
  {
    keeper: new GateKeeper({}, new DatabaseGateStore(database), stages, unasked(), unasked()),
    verifier: unasked(),
  },
  { store, closer, expiry: new ApprovalExpiry(database, store, stages, closer, unasked()) },
  consequences,
  audit,
  () => {},
);

const oneOf = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)];

async function promoteOne(): Promise<void> {
  const model = oneOf(await database('models').select('id', 'name'));
  const { version, stage } = oneOf(await database('versions').where({ model_id: model.id }));
  const to = oneOf(stagesAfter(policy, stage));
  await transitions.transition({ ref: 'user:default/mortal' }, model.name, version, {
    from: stage,
    to,
    reason: 'while I live',
  });
}

async function main() {
  for (;;) {
    await promoteOne().then(
      () => process.stdout.write('moved\n'),
      error => {
        // Somebody else was first, or the one file of SQLite is taken: the next one goes through.
        if (error.name !== 'ConflictError' && error.code !== 'SQLITE_BUSY') {
          throw error;
        }
      },
    );
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
