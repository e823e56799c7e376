import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  Environment,
  LifecyclePolicy,
  Stage,
  StageGates,
} from '@mlops-backstage/plugin-mlops-common';
import { atLeast, duration, oneOf } from '../configValues';
import { DEFAULT_BAKE_LIMITS, readBakeLimits } from '../deployments/bake/readBakeLimits';
import { validateSchema } from '../http/validateSchema';
import { checkGates } from './gates/checkGates';
import { STAGES } from './stages';

/** Stages with what lies between them, and the environments that they may serve in. */
export interface LifecycleConfig {
  policy: LifecyclePolicy;
  /** Those of every model. */
  gates: StageGates;
  /** How long a request for approval may be decided and used. */
  approvalExpiryMs: number;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

const DEFAULT_TRANSITIONS: Record<Stage, Stage[]> = {
  None: ['Staging', 'Archived'],
  Staging: ['None', 'Production', 'Archived'],
  Production: ['Staging', 'Archived'],
  Archived: ['None', 'Staging'],
};

const DEFAULT_ENVIRONMENTS: Environment[] = [
  {
    name: 'development',
    title: 'Development',
    stages: ['None', 'Staging', 'Production'],
    challengerStages: ['None', 'Staging', 'Production'],
    bakeLimits: DEFAULT_BAKE_LIMITS,
  },
  {
    name: 'staging',
    title: 'Staging',
    stages: ['Staging', 'Production'],
    challengerStages: ['None', 'Staging', 'Production'],
    bakeLimits: DEFAULT_BAKE_LIMITS,
  },
  {
    name: 'production',
    title: 'Production',
    stages: ['Production'],
    challengerStages: ['Staging', 'Production'],
    bakeLimits: DEFAULT_BAKE_LIMITS,
  },
];

const OTHERS = ['keep', 'None', 'Staging', 'Archived'] as const;

/** A key below that is no stage is a slip of the pen, which must not pass for a rule. */
function checkKeys(config: Config | undefined, key: string): void {
  config?.keys().forEach(stage => oneOf(stage, STAGES, `A key of ${key}`));
}

function readTransitions(lifecycle: Config | undefined): LifecyclePolicy['transitions'] {
  const key = 'mlops.lifecycle.transitions';
  const config = lifecycle?.getOptionalConfig('transitions');
  checkKeys(config, key);
  return STAGES.map(from => {
    const configured = config?.getOptionalStringArray(from)?.map(to => {
      const stage = oneOf(to, STAGES, `${key}.${from}`);
      if (stage === from) {
        throw new InputError(`${key}.${from} has ${from} itself, where a version is already`);
      }
      return stage;
    });
    return { from, to: [...new Set(configured ?? DEFAULT_TRANSITIONS[from])] };
  });
}

function readOnPromote(
  lifecycle: Config | undefined,
  transitions: LifecyclePolicy['transitions'],
): LifecyclePolicy['onPromote'] {
  const key = 'mlops.lifecycle.onPromote';
  const config = lifecycle?.getOptionalConfig('onPromote');
  checkKeys(config, key);
  return STAGES.map(stage => {
    const others = oneOf(config?.getOptionalString(stage) ?? 'keep', OTHERS, `${key}.${stage}`);
    const allowed = transitions.find(({ from }) => from === stage)?.to ?? [];
    if (others !== 'keep' && !allowed.includes(others)) {
      throw new InputError(
        `${key}.${stage} is ${others}, but mlops.lifecycle.transitions.${stage} doesn't have ${others}`,
      );
    }
    return { stage, others };
  });
}

function readEnvironments(mlops: Config): Environment[] {
  const key = 'mlops.environments';
  const configured = mlops.getOptional<unknown[]>('environments');
  if (configured === undefined) {
    return DEFAULT_ENVIRONMENTS;
  }
  if (!Array.isArray(configured) || configured.length === 0) {
    throw new InputError(`${key} has to be a list of at least one environment`);
  }
  const names = new Set<string>();
  return configured.map((given: any, index) => {
    const { bake, ...described } = given ?? {};
    const environment = validateSchema(
      'Environment',
      {
        title: described.name,
        challengerStages: described.stages,
        ...described,
        bakeLimits: readBakeLimits(bake, `${key}[${index}].bake`),
      },
      `${key}[${index}]`,
    );
    if (environment.stages.length === 0) {
      throw new InputError(`${key}[${index}].stages has to have at least one stage`);
    }
    if (names.has(environment.name)) {
      throw new InputError(`${key} has two of the name ${environment.name}`);
    }
    names.add(environment.name);
    return environment;
  });
}

/**
 * Reads `mlops.lifecycle` and `mlops.environments`, with their defaults.
 *
 * @param mlops - the configuration below `mlops`
 * @throws `InputError` naming the key whose value makes no sense
 */
export function readLifecycleConfig(mlops: Config): LifecycleConfig {
  const lifecycle = mlops.getOptionalConfig('lifecycle');
  const transitions = readTransitions(lifecycle);
  const gates = 'mlops.lifecycle.gates';
  return {
    policy: {
      transitions,
      onPromote: readOnPromote(lifecycle, transitions),
      onArchive: oneOf(
        lifecycle?.getOptionalString('onArchive') ?? 'refuse',
        ['refuse', 'undeploy'],
        'mlops.lifecycle.onArchive',
      ),
      environments: readEnvironments(mlops),
    },
    gates: checkGates(
      validateSchema('StageGates', lifecycle?.getOptional('gates') ?? {}, gates),
      gates,
    ),
    approvalExpiryMs: atLeast(
      duration(lifecycle, 'approvalExpiry', 14 * DAY_MS),
      MINUTE_MS,
      'mlops.lifecycle.approvalExpiry',
    ),
  };
}
