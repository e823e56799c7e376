import { useApi } from '@backstage/frontend-plugin-api';
import type { AnswerOf, RequestOf } from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { mlopsApiRef } from '../api/mlopsApiRef';

type ReviewQuery = NonNullable<RequestOf<'reviewPermissions'>['query']>;
export type ReviewPage = AnswerOf<'reviewPermissions'>;
type ReadReviewPage = (query: ReviewQuery, signal?: AbortSignal) => Promise<ReviewPage>;

/** Who may do what with a model: a page of people. */
export function usePermissionReview(model: string, query: ReviewQuery, enabled: boolean) {
  const readPage = useReadReviewPage(model);
  return useQuery({
    queryKey: ['permission-review', model, query],
    queryFn: ({ signal }) => readPage(query, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** For whoever reads pages one after another: an export. */
export function useReadReviewPage(model: string): ReadReviewPage {
  const client = useApi(mlopsApiRef);
  return useCallback(
    (query, signal) => client.reviewPermissions({ path: { model }, query }, { signal }),
    [client, model],
  );
}

/** Changes of one model, and denied attempts at it, newest first. */
export function useModelAuditPage(
  model: string,
  query: { limit: number; cursor: string | undefined },
  enabled: boolean,
) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['model-audit', model, query],
    queryFn: ({ signal }) => client.listModelAuditEvents({ path: { model }, query }, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}
