import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Command } from './Command';
import { predictionsCommand } from './commands';

/** How to tell predictions of a model that is served elsewhere. */
export function PredictionsCommand({ deployment }: { deployment: string }) {
  const backend = useApi(configApiRef).getString('backend.baseUrl');
  return (
    <Command title="Tell what the model answered" text={predictionsCommand(backend, deployment)} />
  );
}
