import { useApi } from '@backstage/frontend-plugin-api';
import type { Alert, AlertRequest, RequestOf } from '@mlops-backstage/plugin-mlops-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';
import { useModelAction } from './useModelAction';

/** What a page of alerts is asked for by. */
export type AlertListQuery = NonNullable<RequestOf<'listAlerts'>['query']>;

/** A monitor may raise one at any time. */
const REFRESH_MS = 30_000;

export function useAlertPage(query: AlertListQuery) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['alerts', query],
    queryFn: ({ signal }) => client.listAlerts({ query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

export function useRaiseAlert(model: string) {
  return useModelAction(model, (client, body: AlertRequest): Promise<Alert> =>
    client.raiseAlert({ path: { model }, body }),
  );
}

/** What a person does about an alert. */
export type AlertStep = 'acknowledge' | 'resolve';

export function useAlertStep({ id, model }: Pick<Alert, 'id' | 'model'>, step: AlertStep) {
  return useModelAction(model, (client, body: { reason: string }): Promise<Alert> => {
    const path = { alert: id };
    return step === 'acknowledge'
      ? client.acknowledgeAlert({ path, body })
      : client.resolveAlert({ path, body });
  });
}
