import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AnswerOf,
  Model,
  ModelRegistration,
  ModelSummary,
  RequestOf,
} from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { pollWhile } from './pollWhile';

/** What a page of models is asked for by. */
export type ModelListQuery = NonNullable<RequestOf<'listModels'>['query']>;

const isSettling = (model: ModelSummary) => model.deployments.some(d => d.status === 'deploying');

export function useModelPage(query: ModelListQuery) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['models', query],
    queryFn: ({ signal }) => client.listModels({ query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: pollWhile<AnswerOf<'listModels'>>(page => page.items.some(isSettling)),
  });
}

/** How many models match, without reading them. */
export function useModelCount(query: ModelListQuery) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['models', 'count', query],
    queryFn: async ({ signal }) =>
      (await client.listModels({ query: { ...query, limit: 1 } }, { signal })).totalItems,
  });
}

export function useModel(model: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['model', model],
    queryFn: ({ signal }): Promise<Model> => client.getModel({ path: { model } }, { signal }),
  });
}

/** How the registration of a model from its entity went, asked only when the model isn't there. */
export function useRegistration(
  entity: { kind: string; namespace: string; name: string },
  enabled: boolean,
) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['registration', entity],
    queryFn: ({ signal }) => client.getRegistration({ path: entity }, { signal }),
    enabled,
  });
}

export interface ModelUpload {
  metadata: ModelRegistration;
  artifact: File;
  reference?: File;
  signal?: AbortSignal;
}

export function useRegisterModel() {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ metadata, artifact, reference, signal }: ModelUpload) => {
      const body = new FormData();
      // The backend streams the body: what describes the artifact comes before its bytes.
      body.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }));
      body.append('artifact', artifact);
      if (reference) {
        body.append('reference', reference);
      }
      return client.registerModel({ body }, { signal });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['models'] }),
  });
}
