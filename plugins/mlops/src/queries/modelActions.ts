import { useApi } from '@backstage/frontend-plugin-api';
import type {
  MlopsClient,
  Model,
  ModelChange,
  Version,
  VersionChange,
} from '@mlops-backstage/plugin-mlops-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';

interface Why {
  reason: string;
}

/** What is done to a model or its versions; afterwards everything that shows the model is read anew. */
function useModelAction<Decision, Outcome>(
  model: string,
  act: (client: MlopsClient, decision: Decision) => Promise<Outcome>,
) {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: Decision) => act(client, decision),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['model', model] }),
        queries.invalidateQueries({ queryKey: ['versions', model] }),
        queries.invalidateQueries({ queryKey: ['version', model] }),
        queries.invalidateQueries({ queryKey: ['evaluations', model] }),
        queries.invalidateQueries({ queryKey: ['card', model] }),
        // Who owns it and how it is tagged may decide what the person may do next.
        queries.invalidateQueries({ queryKey: ['access', model] }),
        queries.invalidateQueries({ queryKey: ['models'] }),
      ]),
  });
}

export function useSetAlias(model: string) {
  return useModelAction(
    model,
    (client, { alias, version, reason }: Why & { alias: string; version: number }) =>
      client.setAlias({ path: { model, alias }, body: { version, reason } }),
  );
}

export function useRemoveAlias(model: string) {
  return useModelAction(model, (client, { alias, reason }: Why & { alias: string }) =>
    client.removeAlias({ path: { model, alias }, query: { reason } }),
  );
}

export function useUpdateVersion(model: string, version: number) {
  return useModelAction(model, (client, body: VersionChange): Promise<Version> =>
    client.updateVersion({ path: { model, version }, body }),
  );
}

export function useDeleteVersion(model: string, version: number) {
  return useModelAction(model, (client, { reason }: Why): Promise<Version> =>
    client.deleteVersion({ path: { model, version }, query: { reason } }),
  );
}

export function useRestoreVersion(model: string, version: number) {
  return useModelAction(model, (client, { reason }: Why): Promise<Version> =>
    client.restoreVersion({ path: { model, version }, body: { reason } }),
  );
}

export function useUpdateModel(model: string) {
  return useModelAction(model, (client, body: ModelChange): Promise<Model> =>
    client.updateModel({ path: { model }, body }),
  );
}

export function useRestoreModel(model: string) {
  return useModelAction(model, (client, { reason }: Why): Promise<Model> =>
    client.restoreModel({ path: { model }, body: { reason } }),
  );
}

/** The page keeps the deleted model before its eyes, so that it can be restored from where it was deleted. */
export function useDeleteModel(model: string) {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ reason }: Why): Promise<Model> =>
      client.deleteModel({ path: { model }, query: { reason } }),
    onSuccess: deleted => {
      queries.setQueryData(['model', model], deleted);
      return queries.invalidateQueries({ queryKey: ['models'] });
    },
  });
}

export function useDownloadArtifact() {
  const client = useApi(mlopsApiRef);
  return useMutation({
    mutationFn: ({ model, version }: Pick<Version, 'model' | 'version'>): Promise<Blob> =>
      client.downloadArtifact({ path: { model, version } }),
  });
}
