import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { useDeployments } from '../../queries/deployments';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { Answer } from '../shared/Answer';
import { Tab } from '../shared/Tab';
import { Endpoints } from './Endpoints';

export function ServingTab() {
  return <Tab>{model => <ServingContent model={model} />}</Tab>;
}

/** The endpoints of a model. */
export function ServingContent({ model }: { model: Model }) {
  const deployments = useDeployments(model.name);
  const policy = useLifecyclePolicy();
  return (
    <Answer query={policy} what="the environments">
      {({ environments }) => (
        <Answer query={deployments} what="the endpoints">
          {all => <Endpoints model={model} deployments={all} environments={environments} />}
        </Answer>
      )}
    </Answer>
  );
}
