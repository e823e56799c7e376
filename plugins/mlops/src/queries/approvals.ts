import { useApi } from '@backstage/frontend-plugin-api';
import type { Approval, RequestOf, Stage } from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import type { Count } from '../format/numbers';
import { useModelAction } from './useModelAction';

/** What a page of requests for approval is asked for by. */
export type ApprovalListQuery = NonNullable<RequestOf<'listApprovals'>['query']>;

/** Somebody else may decide at any time. */
const REFRESH_MS = 30_000;

export function useApprovalPage(query: ApprovalListQuery) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['approvals', 'page', query],
    queryFn: ({ signal }) => client.listApprovals({ query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

/** Counting further would say no more than “many”. */
const MOST_WAITING = 25;

/**
 * How many requests wait for the decision of the signed-in person. Those of a page are counted: the total that the list
 * tells counts some, too, that the policy doesn't let the person decide.
 */
export function useWaitingCount() {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['approvals', 'waiting'],
    queryFn: async ({ signal }): Promise<Count> => {
      const query = { waitingForMe: true, limit: MOST_WAITING };
      const { items, nextCursor } = await client.listApprovals({ query }, { signal });
      return { value: items.length, isExact: nextCursor === undefined };
    },
    refetchInterval: REFRESH_MS,
  });
}

export function useApproval(approval: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['approvals', 'one', approval],
    queryFn: ({ signal }): Promise<Approval> =>
      client.getApproval({ path: { approval } }, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

export function useRequestApproval(model: string, version: number) {
  return useModelAction(model, (client, body: { to: Stage; reason: string }): Promise<Approval> =>
    client.requestApproval({ body: { model, version, ...body } }),
  );
}

export function useDecideApproval({ id, model }: Pick<Approval, 'id' | 'model'>) {
  return useModelAction(
    model,
    (client, body: { decision: 'approve' | 'reject'; comment: string }): Promise<Approval> =>
      client.decideApproval({ path: { approval: id }, body }),
  );
}

export function useWithdrawApproval({ id, model }: Pick<Approval, 'id' | 'model'>) {
  return useModelAction(model, (client, body: { reason: string }): Promise<Approval> =>
    client.withdrawApproval({ path: { approval: id }, body }),
  );
}
