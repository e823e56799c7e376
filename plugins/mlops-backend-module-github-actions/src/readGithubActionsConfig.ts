import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import { readSystemName } from '@mlops-backstage/plugin-mlops-node';

/** A workflow that policies may run. */
export interface AllowedWorkflow {
  /** What policies name. */
  readonly name: string;
  /** The address of its repository, without a slash at the end. */
  readonly repository: string;
  /** The path of the repository in the API, such as `/repos/org/repository`. */
  readonly path: string;
  /** The address of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** The file's name. */
  readonly workflow: string;
  readonly ref: string;
}

/** An executor by GitHub Actions. */
export interface GithubActions {
  readonly id: string;
  readonly title: string;
  readonly workflows: readonly AllowedWorkflow[];
  /** What the secrets of runs are encrypted for. */
  readonly reportTokenKey?: KeyObject;
}

const REPOSITORY = /^\/([\w-]+)\/(?!\.{1,2}\/?$)([\w.-]+)\/?$/;
const FILE = /^[\w.-]+\.ya?ml$/;
const MIN_KEY_BITS = 2048;

/** @throws `InputError` when a value makes no sense, or `integrations` don't have a host */
export function readGithubActionsConfig(
  root: Config,
  integrations: ScmIntegrations,
): GithubActions[] {
  const entries = root.getOptionalConfigArray('mlops.retraining.githubActions') ?? [];
  return entries.map((config, index) => {
    const key = `mlops.retraining.githubActions[${index}]`;
    const workflows = config
      .getConfigArray('workflows')
      .map((one, at) => readWorkflow(one, `${key}.workflows[${at}]`, integrations));
    if (workflows.length === 0) {
      throw new InputError(`${key}.workflows has to name what policies may run`);
    }
    if (new Set(workflows.map(({ name }) => name)).size < workflows.length) {
      throw new InputError(`${key}.workflows has a name twice`);
    }
    const pem = config.getOptionalString('reportTokenKey');
    return {
      id: readSystemName(config, key),
      title: config.getOptionalString('title') ?? 'GitHub Actions',
      workflows,
      ...(pem !== undefined && { reportTokenKey: readKey(pem, `${key}.reportTokenKey`) }),
    };
  });
}

function readWorkflow(config: Config, key: string, integrations: ScmIntegrations): AllowedWorkflow {
  const repository = config.getString('repository');
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  const parts = url && REPOSITORY.exec(url.pathname);
  if (!parts || url.protocol !== 'https:' || url.username || url.search || url.hash) {
    throw new InputError(
      `${key}.repository has to be like https://github.com/organisation/repository`,
    );
  }
  const integration = integrations.github.byUrl(repository);
  if (!integration?.config.apiBaseUrl) {
    throw new InputError(`${key}.repository: integrations.github has no API of ${url.host}`);
  }
  const workflow = config.getString('workflow');
  if (!FILE.test(workflow)) {
    throw new InputError(`${key}.workflow has to be the name of a file, such as train.yml`);
  }
  const [, owner, name] = parts;
  return {
    name: config.getString('name'),
    repository: `${url.origin}/${owner}/${name}`,
    path: `/repos/${owner}/${name}`,
    apiUrl: integration.config.apiBaseUrl,
    workflow,
    ref: config.getOptionalString('ref') ?? 'main',
  };
}

function readKey(pem: string, key: string): KeyObject {
  // Of a private key, a public one would be made.
  if (pem.includes('PRIVATE KEY')) {
    throw new InputError(`${key} has to be a public key, not a private one`);
  }
  let made: KeyObject;
  try {
    made = createPublicKey(pem);
  } catch {
    throw new InputError(`${key} has to be a public key in PEM`);
  }
  const { modulusLength = 0 } = made.asymmetricKeyDetails ?? {};
  if (made.asymmetricKeyType !== 'rsa' || modulusLength < MIN_KEY_BITS) {
    throw new InputError(`${key} has to be an RSA key of ${MIN_KEY_BITS} bits at least`);
  }
  return made;
}
