import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { TabButton } from '../shared/TabButton';

/** Why there is nothing to watch of a model, and the next step. */
export function NeverDeployed({ model }: { model: Model }) {
  return (
    <Section title="Monitoring">
      {model.latestVersion ? (
        <EmptyState
          title={`${model.name} has never been deployed`}
          actions={<TabButton model={model} tab="serving" />}
        >
          Deploy a version on the tab “Serving”; what it answers is then shown here.
        </EmptyState>
      ) : (
        <EmptyState
          title={`${model.name} has no version yet`}
          actions={<TabButton model={model} tab="model" />}
        >
          What a version answers is shown here once it is registered and deployed. The tab “Model”
          says how to register one.
        </EmptyState>
      )}
    </Section>
  );
}
