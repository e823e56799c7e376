import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { useDeployments } from '../../queries/deployments';
import { useVersion } from '../../queries/versions';
import { Answer } from '../shared/Answer';
import { Section } from '../shared/Section';
import { Tab } from '../shared/Tab';
import { useSearchState } from '../shared/useSearchState';
import { VersionDetails } from './VersionDetails';
import { VersionsTable } from './VersionsTable';

export function ModelTab() {
  return <Tab>{model => <ModelContent model={model} />}</Tab>;
}

/** The versions, and under them the one that the URL selects: else the deployed one, else the newest. */
function ModelContent({ model }: { model: Model }) {
  const [chosen, choose] = useSearchState('version');
  const deployments = useDeployments(model.name);
  const deployed = deployments.data?.find(d => d.version !== undefined)?.version;
  const settled = deployments.data !== undefined || deployments.isError;
  const number = /^[1-9]\d*$/.test(chosen ?? '')
    ? Number(chosen)
    : settled && (deployed ?? model.latestVersion.version);
  const version = useVersion(model.name, number || undefined);
  return (
    <>
      <Section title="Versions">
        <VersionsTable
          model={model}
          deployments={deployments.data ?? []}
          selected={number || undefined}
          onSelect={selected => choose(String(selected))}
        />
      </Section>
      <Answer query={version} what={`version ${number}`}>
        {details => <VersionDetails version={details} />}
      </Answer>
    </>
  );
}
