import { useApi } from '@backstage/frontend-plugin-api';
import type { ModelGates, Stage, StageGates, Version } from '@mlops-backstage/plugin-mlops-common';
import { useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { useModelAction } from './useModelAction';

/** Where a version can go from its stage, and what stands in the way: asked anew whenever it is looked at. */
export function useTransitions(model: string, version: number, enabled = true) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['transitions', model, version],
    queryFn: ({ signal }) => client.listTransitions({ path: { model, version } }, { signal }),
    staleTime: 0,
    enabled,
  });
}

export function useTransitionVersion(model: string, version: number) {
  return useModelAction(model, (client, body: { to: Stage; reason: string }): Promise<Version> =>
    client.transitionVersion({ path: { model, version }, body }),
  );
}

/** What a version of the model has to meet before it enters a stage. */
export function useGates(model: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['gates', model],
    queryFn: ({ signal }): Promise<ModelGates> => client.getGates({ path: { model } }, { signal }),
  });
}

export function useSetGates(model: string) {
  return useModelAction(
    model,
    (client, body: { gates: StageGates; reason: string }): Promise<ModelGates> =>
      client.setGates({ path: { model }, body }),
  );
}
