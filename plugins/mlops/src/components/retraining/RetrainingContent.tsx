import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { PolicySection } from './PolicySection';
import { RunSection } from './RunSection';
import { SelectedRun } from './SelectedRun';

export function RetrainingContent({ model: { name } }: { model: Pick<Model, 'name'> }) {
  return (
    <>
      <SelectedRun model={name} />
      <PolicySection model={name} />
      <RunSection model={name} />
    </>
  );
}
