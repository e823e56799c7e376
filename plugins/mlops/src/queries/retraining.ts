import { useApi } from '@backstage/frontend-plugin-api';
import type {
  RequestOf,
  RetrainingDryRun,
  RetrainingDryRunRequest,
  RetrainingPolicy,
  RetrainingPolicyChange,
  RetrainingRun,
} from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { pollWhile } from './pollWhile';
import { useModelAction } from './useModelAction';

/** What a page of runs is asked for by. */
export type RunListQuery = NonNullable<RequestOf<'listRetrainingRuns'>['query']>;

/** What is installed changes with the configuration only. */
const FRESH_MS = 5 * 60_000;

/** Whether anything is still to come of a run. */
export const isUnderWay = ({ state, outcome }: RetrainingRun): boolean =>
  ['queued', 'submitted', 'running'].includes(state) || outcome?.state === 'pending';

export function useRetrainingExecutors(enabled = true) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['retraining-executors'],
    queryFn: async ({ signal }) => (await client.listRetrainingExecutors({}, { signal })).items,
    staleTime: FRESH_MS,
    enabled,
  });
}

/** The policies of a model, by name; the newest state within 2 s while a run is under way. */
export function useRetrainingPolicies(model: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['retraining-policies', model],
    queryFn: async ({ signal }): Promise<RetrainingPolicy[]> =>
      (await client.listRetrainingPolicies({ path: { model } }, { signal })).items,
    refetchInterval: pollWhile<RetrainingPolicy[]>(all =>
      all.some(({ lastRun }) => lastRun !== undefined && isUnderWay(lastRun)),
    ),
  });
}

export function useRetrainingRuns(model: string, query: RunListQuery) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['retraining-runs', model, query],
    queryFn: ({ signal }) => client.listRetrainingRuns({ path: { model }, query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: pollWhile<{ items: RetrainingRun[] }>(({ items }) => items.some(isUnderWay)),
  });
}

/** One training, as a link leads to it. */
export function useRetrainingRun(model: string, id: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['retraining-runs', model, 'one', id],
    queryFn: ({ signal }): Promise<RetrainingRun> =>
      client.getRetrainingRun({ path: { run: id } }, { signal }),
    refetchInterval: pollWhile(isUnderWay),
  });
}

/** When a trigger would have fired; nothing is asked until there is one that can be. */
export function useRetrainingDryRun(model: string, request: RetrainingDryRunRequest | undefined) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['retraining-dry-run', model, request],
    queryFn: ({ signal }): Promise<RetrainingDryRun> =>
      client.dryRunRetraining({ path: { model }, body: request! }, { signal }),
    placeholderData: keepPreviousData,
    enabled: request !== undefined,
    retry: false,
  });
}

/** What a policy is to be; it is made where there is none of the name. */
export interface PolicyDecision {
  name: string;
  isNew: boolean;
  policy: RetrainingPolicyChange;
}

export function useSavePolicy(model: string) {
  return useModelAction(
    model,
    (client, { name, isNew, policy }: PolicyDecision): Promise<RetrainingPolicy> =>
      isNew
        ? client.createRetrainingPolicy({ path: { model }, body: { name, ...policy } })
        : client.updateRetrainingPolicy({ path: { model, policy: name }, body: policy }),
  );
}

export function useRemovePolicy(model: string, policy: string) {
  return useModelAction(model, (client, query: { reason: string }): Promise<RetrainingPolicy> =>
    client.deleteRetrainingPolicy({ path: { model, policy }, query }),
  );
}

export function useTriggerRetraining(model: string, policy: string) {
  return useModelAction(model, (client, body: { reason: string }): Promise<RetrainingRun> =>
    client.triggerRetraining({ path: { model, policy }, body }),
  );
}

export function useCancelRun({ id, model }: Pick<RetrainingRun, 'id' | 'model'>) {
  return useModelAction(model, (client, body: { reason: string }): Promise<RetrainingRun> =>
    client.cancelRetrainingRun({ path: { run: id }, body }),
  );
}
