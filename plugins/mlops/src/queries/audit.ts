import { useApi } from '@backstage/frontend-plugin-api';
import type { AnswerOf, RequestOf } from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { mlopsApiRef } from '../api/mlopsApiRef';

/** What a page of audit events is asked for by. */
export type AuditQuery = NonNullable<RequestOf<'listAuditEvents'>['query']>;
export type AuditPageAnswer = AnswerOf<'listAuditEvents'>;

/** Reads a page of audit events. */
export type ReadAuditPage = (query: AuditQuery, signal?: AbortSignal) => Promise<AuditPageAnswer>;

export function useAuditPage(query: AuditQuery) {
  const readPage = useReadAuditPage();
  return useQuery({
    queryKey: ['audit', 'events', query],
    queryFn: ({ signal }) => readPage(query, signal),
    placeholderData: keepPreviousData,
  });
}

/** For whoever reads pages one after another: an export, a search for a place. */
export function useReadAuditPage(): ReadAuditPage {
  const client = useApi(mlopsApiRef);
  return useCallback((query, signal) => client.listAuditEvents({ query }, { signal }), [client]);
}

/** Verifies the chain of events. That reads the whole trail: only when asked for, with `refetch`. */
export function useChainVerification() {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['audit', 'verification'],
    queryFn: ({ signal }) => client.verifyAudit({}, { signal }),
    enabled: false,
    retry: false,
    gcTime: Infinity,
  });
}

/** What is exported: the events that filters match, in a format. */
export type AuditExportQuery = NonNullable<RequestOf<'exportAudit'>['query']>;

/** Downloads the trail, oldest event first. The backend writes it; nothing is read page by page. */
export function useExportAudit() {
  const client = useApi(mlopsApiRef);
  return useCallback(
    (query: AuditExportQuery, signal: AbortSignal): Promise<Blob> =>
      client.exportAudit({ query }, { signal }),
    [client],
  );
}

export function useCheckpointPage(query: { limit: number; cursor: string | undefined }) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['audit', 'checkpoints', query],
    queryFn: ({ signal }) => client.listCheckpoints({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Has the chain verified and its end signed. */
export function useCreateCheckpoint() {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.createCheckpoint(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['audit'] }),
  });
}
