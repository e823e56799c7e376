import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { PolicySection } from './PolicySection';
import { RunSection } from './RunSection';

export function RetrainingContent({ model: { name } }: { model: Pick<Model, 'name'> }) {
  return (
    <>
      <PolicySection model={name} />
      <RunSection model={name} />
    </>
  );
}
