import { useApi } from '@backstage/frontend-plugin-api';
import type { MlopsClient } from '@mlops-backstage/plugin-mlops-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { mlopsApiRef } from '../api/mlopsApiRef';

/** What is kept of one model, and what is kept of all of them together. */
const OF_MODEL = [
  'model',
  'versions',
  'version',
  'evaluations',
  'card',
  'transitions',
  'gates',
  'alert-rules',
  'retraining-policies',
  'retraining-runs',
  'model-audit',
  // Who owns it and how it is tagged may decide what the person may do next.
  'access',
  'permission-review',
];
const OF_ALL = ['models', 'deployments', 'revisions', 'approvals', 'alerts'];

/** Reads anew whatever shows a model. */
export function useRefreshModel(model: string): () => Promise<unknown> {
  const queries = useQueryClient();
  return useCallback(
    () =>
      Promise.all([
        ...OF_MODEL.map(kind => queries.invalidateQueries({ queryKey: [kind, model] })),
        ...OF_ALL.map(kind => queries.invalidateQueries({ queryKey: [kind] })),
      ]),
    [queries, model],
  );
}

/** What is done to a model or its versions; afterwards everything that shows the model is read anew. */
export function useModelAction<Decision, Outcome>(
  model: string,
  act: (client: MlopsClient, decision: Decision) => Promise<Outcome>,
) {
  const client = useApi(mlopsApiRef);
  const refresh = useRefreshModel(model);
  return useMutation({
    mutationFn: (decision: Decision) => act(client, decision),
    onSuccess: refresh,
  });
}
