import { Checkbox, Select, Text, TextField } from '@backstage/ui';
import {
  mlopsDeploymentDeployPermission,
  type Deployment,
  type Environment,
  type Model,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useDeploy } from '../../queries/deployments';
import type { useVersionsSoFar } from '../../queries/versions';
import { ActionDialog } from '../model/ActionDialog';
import { ReasonField } from '../shared/ReasonField';
import { EMBEDDED, EXTERNAL, isServedElsewhere, SERVED_ELSEWHERE } from '../shared/servedElsewhere';
import { environmentTitle } from './byEnvironment';
import {
  deployConsequence,
  deployDecision,
  deployProblem,
  firstDeployable,
  firstEnvironment,
  firstTarget,
  suggestedName,
  type DeployForm,
} from './deployDecision';
import { EnvironmentPicker } from './EnvironmentPicker';
import { FollowField } from './FollowDialog';
import { VersionPicker } from './VersionPicker';
import { versionRefusal } from './versionRefusal';

interface DeployFieldsProps {
  model: Model;
  deployments: Deployment[];
  deployment?: string;
  version?: number;
  environments: Environment[];
  versions: ReturnType<typeof useVersionsSoFar>;
  onClose(): void;
}

const NEW_ENDPOINT = 'new endpoint';

const TARGETS = [
  { id: EMBEDDED, label: 'Here', description: 'By the portal’s backend, from the registry' },
  { id: EXTERNAL, label: SERVED_ELSEWHERE, description: 'By another system; monitored here' },
];

/** What a person chose; what they left alone follows from the rest. */
type Chosen = Partial<DeployForm> & Pick<DeployForm, 'deployment'>;

/** The endpoint to begin with: the first whose environment takes the version, where it is known which. */
function firstEndpoint({ deployments, environments, versions, version }: DeployFieldsProps) {
  const details = versions.data?.find(each => each.version === version);
  const takes = (deployment: Deployment) => {
    const where = environments.find(({ name }) => name === deployment.environment);
    const isElsewhere = isServedElsewhere(deployment);
    return (
      details && where && versionRefusal(details, where, 'champion', isElsewhere) === undefined
    );
  };
  return deployments.find(takes) ?? deployments[0];
}

/** The deploy dialog, once it is known what there is to choose from. */
export function DeployFields(props: DeployFieldsProps) {
  const { model, deployments, environments, versions, onClose } = props;
  const access = useAccess(model.name);
  const deploy = useDeploy();
  const [chosen, setChosen] = useState<Chosen>(() => ({
    deployment: props.deployment ?? firstEndpoint(props)?.name,
    version: props.version,
  }));
  const set = (change: Partial<DeployForm>) => setChosen(before => ({ ...before, ...change }));

  const present = deployments.find(({ name }) => name === chosen.deployment);
  const known = versions.data ?? [];
  const target = chosen.target ?? firstTarget(known, props.version);
  const isElsewhere = isServedElsewhere(present ?? { target });
  const accessRefusal = ({ name }: Environment) =>
    access.refusal(mlopsDeploymentDeployPermission, { environment: name });
  const refusalIn = (where: Environment | undefined) => (version: Version) =>
    where && versionRefusal(version, where, 'champion', isElsewhere);
  const takesOne = (where: Environment) =>
    props.version === undefined
      ? firstDeployable(known, refusalIn(where)) !== undefined
      : known.some(each => each.version === props.version && !refusalIn(where)(each));
  const environment = present
    ? environments.find(({ name }) => name === present.environment)
    : (environments.find(({ name }) => name === chosen.environment) ??
      firstEnvironment(environments, each => accessRefusal(each) === undefined, takesOne));
  const refusalOf = refusalIn(environment);
  const form: DeployForm = {
    deployment: chosen.deployment,
    name:
      chosen.name ??
      suggestedName(
        model.name,
        environment?.name,
        model.deployments.map(({ name }) => name),
      ),
    target,
    environment: environment?.name,
    follow: chosen.follow,
    allowEventTime: chosen.allowEventTime ?? false,
    version: chosen.version ?? firstDeployable(known, refusalOf),
    reason: chosen.reason ?? '',
  };
  const details = known.find(({ version }) => version === form.version);
  const consequence = deployConsequence(
    form,
    present,
    environment && environmentTitle(environments, environment.name),
  );
  const isReady =
    deployProblem(form) === undefined &&
    !(details && refusalOf(details)) &&
    !(environment && accessRefusal(environment));

  return (
    <ActionDialog
      title={`Deploy ${model.name}`}
      action={form.version === undefined ? 'Deploy' : `Deploy v${form.version}`}
      failure="Not deployed"
      error={deploy.error}
      isReady={isReady}
      isPending={deploy.isPending}
      onAction={() =>
        deploy.mutate(deployDecision(model.name, form), { onSuccess: () => onClose() })
      }
      onClose={onClose}
    >
      {deployments.length > 0 && (
        <Select
          label="Endpoint"
          options={[
            ...deployments.map(each => ({
              id: each.name,
              label: each.name,
              description: environmentTitle(environments, each.environment),
            })),
            { id: NEW_ENDPOINT, label: 'A new endpoint' },
          ]}
          value={form.deployment ?? NEW_ENDPOINT}
          onChange={key => set({ deployment: key === NEW_ENDPOINT ? undefined : String(key) })}
        />
      )}
      {form.deployment === undefined && (
        <>
          <Select
            label="Where it is served"
            options={TARGETS}
            value={target}
            onChange={key => set({ target: key === EXTERNAL ? EXTERNAL : EMBEDDED })}
          />
          {isElsewhere && (
            <Text as="p" color="secondary">
              Nothing is started nor asked from here. Predictions get here as they are told: by the
              API as JSON, CSV or SageMaker’s data capture, or as the events of KServe’s payload
              logger. The tab “Serving” has the command afterwards.
            </Text>
          )}
          <EnvironmentPicker
            environments={environments}
            refusalOf={accessRefusal}
            value={environment?.name}
            onChange={name => set({ environment: name })}
          />
          <TextField
            label="Name"
            isRequired
            description={`${isElsewhere ? 'What predictions are told for' : 'Part of the endpoint’s address'}; it stays. Lower-case letters, digits and “-”, “_” or “.” between them.`}
            value={form.name}
            onChange={name => set({ name })}
          />
        </>
      )}
      <VersionPicker
        versions={versions}
        refusalOf={refusalOf}
        value={form.version}
        onChange={version => set({ version })}
      />
      {form.deployment === undefined && (
        <>
          <FollowField value={form.follow} onChange={follow => set({ follow })} />
          {!isElsewhere && (
            <Checkbox
              isSelected={form.allowEventTime}
              onChange={allowEventTime => set({ allowEventTime })}
            >
              Requests may say when their rows happened (to replay past traffic)
            </Checkbox>
          )}
        </>
      )}
      <ReasonField value={form.reason} onChange={reason => set({ reason })} />
      {consequence && (
        <Text as="p" color="secondary">
          {consequence}
        </Text>
      )}
    </ActionDialog>
  );
}
