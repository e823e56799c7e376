import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Model,
  ModelChange,
  Version,
  VersionChange,
} from '@mlops-backstage/plugin-mlops-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { useModelAction } from './useModelAction';

interface Why {
  reason: string;
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
