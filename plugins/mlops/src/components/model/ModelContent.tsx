import { Switch } from '@backstage/ui';
import type { Deployment, Model } from '@mlops-backstage/plugin-mlops-common';
import { useDeployments } from '../../queries/deployments';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { DeletedVersions } from './DeletedVersions';
import { ModelSummary } from './ModelSummary';
import styles from './ModelTab.module.css';
import { SelectedVersion } from './SelectedVersion';
import { useVersionActions } from './useVersionActions';
import { VersionsTable } from './VersionsTable';

/** The largest number that a version can have. */
const LARGEST = 2_147_483_647;

const servedVersion = (deployments: readonly Deployment[]) =>
  deployments.find(({ version }) => version !== undefined)?.version;

/** The model, its versions, and under them the one that the URL selects: else the deployed one, else the newest. */
export function ModelContent({ model }: { model: Model }) {
  const [chosen, choose] = useSearchState('version');
  const deployments = useDeployments(model.name);
  const actions = useVersionActions(model, deployments.data ?? []);
  const asked = /^[1-9]\d*$/.test(chosen ?? '') ? Number(chosen) : undefined;
  const settled = deployments.data !== undefined || deployments.isError;
  const usual = settled
    ? (servedVersion(deployments.data ?? []) ?? model.latestVersion?.version)
    : undefined;
  const selected = asked !== undefined && asked <= LARGEST ? asked : usual;
  return (
    <>
      <ModelSummary model={model} actions={actions} />
      <Section title="Versions" actions={<DeletedSwitch />}>
        {actions.progress}
        {model.latestVersion ? (
          <VersionsTable
            model={model}
            deployments={deployments.data ?? []}
            actions={actions}
            selected={selected}
            onSelect={version => choose(String(version))}
          />
        ) : (
          <NoVersion model={model} />
        )}
        <DeletedPart model={model} />
      </Section>
      {selected !== undefined && (
        <SelectedVersion
          model={model}
          deployments={deployments}
          actions={actions}
          number={selected}
          onLeave={() => choose(undefined)}
        />
      )}
    </>
  );
}

function NoVersion({ model }: { model: Model }) {
  return (
    <EmptyState title={`${model.name} has no version yet`}>
      Register one through the API: POST /models/{model.name}/versions with an ONNX file, or with a
      JSON body that says where the artifact is.
    </EmptyState>
  );
}

function DeletedSwitch() {
  const [shown, show] = useSearchState('deleted');
  return (
    <Switch
      label="Deleted versions"
      isSelected={shown === 'true'}
      onChange={selected => show(selected ? 'true' : undefined)}
    />
  );
}

function DeletedPart({ model }: { model: Model }) {
  const [shown] = useSearchState('deleted');
  return shown === 'true' ? (
    <div className={styles.part}>
      <DeletedVersions model={model} />
    </div>
  ) : null;
}
