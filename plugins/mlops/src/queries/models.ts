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
import type { Count } from '../format/numbers';
import { pollWhile } from './pollWhile';

/** What a page of models is asked for by. */
export type ModelListQuery = NonNullable<RequestOf<'listModels'>['query']>;

/** Within this, the catalog gives a new model its entity; in a portal without the catalog's module, never. */
const ENTITY_WITHIN_MS = 60_000;

function isSettling({ deployments, entityRef, createdAt }: ModelSummary): boolean {
  const awaitsEntity = !entityRef && Date.now() - Date.parse(createdAt) < ENTITY_WITHIN_MS;
  return awaitsEntity || deployments.some(({ status }) => status === 'deploying');
}

export function useModelPage(query: ModelListQuery) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['models', query],
    queryFn: ({ signal }) => client.listModels({ query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: pollWhile<AnswerOf<'listModels'>>(page => page.items.some(isSettling)),
  });
}

/** Counting further would take longer than anybody waits for a number that says no more than "many". */
const MAX_COUNTED = 10_000;

/** How many models match, over all pages. Asked for apart from the pages, which are there sooner. */
export function useModelCount({ cursor, limit, ...query }: ModelListQuery) {
  const client = useApi(mlopsApiRef);
  const counted: ModelListQuery = { ...query, limit: 1, countUpTo: MAX_COUNTED };
  return useQuery({
    queryKey: ['models', 'count', counted],
    queryFn: ({ signal }) => client.listModels({ query: counted }, { signal }),
    select: ({ totalItems = 0, totalIsExact = true }): Count => ({
      value: totalItems,
      isExact: totalIsExact,
    }),
    placeholderData: keepPreviousData,
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

/** A model that is being given its catalog entity: asks every 2 s until the entity is known. */
export function useEntityOfModel(model: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['model', model, 'entity'],
    queryFn: async ({ signal }) =>
      (await client.getModel({ path: { model } }, { signal })).entityRef ?? null,
    refetchInterval: pollWhile<string | null>(entityRef => entityRef === null),
  });
}

/** A registration: with the files that it uploads, or as JSON alone. */
export interface ModelToRegister {
  metadata: ModelRegistration;
  upload?: { artifact: File; reference?: File };
  signal?: AbortSignal;
}

export function useRegisterModel() {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ metadata, upload, signal }: ModelToRegister) =>
      client.registerModel({ body: upload ? formOf(metadata, upload) : metadata }, { signal }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['models'] }),
  });
}

function formOf(metadata: ModelRegistration, upload: NonNullable<ModelToRegister['upload']>) {
  const form = new FormData();
  // The backend streams the body: what describes the artifact comes before its bytes.
  form.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }));
  form.append('artifact', upload.artifact);
  if (upload.reference) {
    form.append('reference', upload.reference);
  }
  return form;
}

export function useRestoreModel() {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ model, reason }: { model: string; reason: string }) =>
      client.restoreModel({ path: { model }, body: { reason } }),
    onSuccess: ({ name }) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['models'] }),
        queries.invalidateQueries({ queryKey: ['model', name] }),
      ]),
  });
}
