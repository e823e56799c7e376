import { mockServices } from '@backstage/backend-test-utils';
import type { RetrainingExecutor } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { createRegistry } from '../../__testUtils__/registry';
import { migrationsDirectory } from '../../database/openDatabase';
import { AuditLog } from '../../governance/AuditLog';
import { DueRuns } from '../DueRuns';
import { Executors } from '../Executors';
import { PolicyService } from '../PolicyService';
import { DatabasePolicyStore } from '../PolicyStore';
import type { OutcomePorts, RetrainedDeployments, RetrainedTraffic } from '../RetrainedModels';
import { RunFollower } from '../RunFollower';
import { RunOutcome } from '../RunOutcome';
import { RunService } from '../RunService';
import { DatabaseRunStore } from '../RunStore';
import type { TriggerTraffic } from '../triggers/examine';
import { TrafficTriggers } from '../triggers/TrafficTriggers';

export const ada = { ref: 'user:default/ada' };

/** No traffic at all. */
export const silence: TriggerTraffic = { drift: async () => [], performance: async () => [] };

const noDeployments: RetrainedDeployments = { find: async () => undefined };

/** Migrates the database and registers a model `risk`. */
export async function withModel(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: migrationsDirectory });
  await createRegistry(knex).registration.registerModel(
    ada,
    {
      name: 'risk',
      owner: 'group:default/flight-operations',
      description: '',
      problemType: 'binary-classification',
      tags: [],
    },
    undefined,
  );
}

/** Retraining on one replica over a migrated database, without HTTP and permissions. */
export function startRetraining(
  knex: Knex,
  options: {
    executor: RetrainingExecutor;
    traffic?: TriggerTraffic;
    deployments?: RetrainedDeployments;
    /** Where what deployments answered lies in time; nowhere without it. */
    extent?: RetrainedTraffic['extent'];
    outcome?: Partial<OutcomePorts>;
    maxConcurrent?: number;
    lostAfterMs?: number;
  },
) {
  const audit = new AuditLog();
  const logger = mockServices.logger.mock();
  const policies = new DatabasePolicyStore(knex);
  const runs = new DatabaseRunStore(knex);
  const { models } = createRegistry(knex);
  const executors = new Executors(new Map([[options.executor.id, options.executor]]));
  const deployments = options.deployments ?? noDeployments;
  const outcome = new RunOutcome(knex, {
    runs,
    audit,
    ports: {
      evaluationsOf: async () => [],
      championOf: async (name, db) => (await deployments.find(name, db))?.version ?? null,
      addChallenger: async () => {},
      promote: async () => '',
      ...options.outcome,
    },
  });
  const follower = new RunFollower(
    knex,
    { runs, deployments, executors, outcome, audit },
    {
      maxConcurrent: options.maxConcurrent ?? 5,
      lostAfterMs: options.lostAfterMs ?? 60_000,
      reportUrl: async run => `https://portal.example.com/api/mlops/retraining-runs/${run}/report`,
    },
    logger,
  );
  const triggers = new TrafficTriggers(options.traffic ?? silence, 0.01);
  return {
    logger,
    policies,
    runs,
    follower,
    runService: new RunService(knex, runs, follower, audit),
    dueRuns: new DueRuns(knex, { policies, runs, models, triggers, audit }, logger),
    policyService: new PolicyService(knex, {
      policies,
      runs,
      models,
      deployments,
      traffic: { extent: options.extent ?? (async () => undefined) },
      executors,
      audit,
    }),
  };
}
