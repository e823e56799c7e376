import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Alert,
  AlertRequest,
  AlertRuleDefinition,
  AlertRules,
  RequestOf,
} from '@mlops-backstage/plugin-mlops-common';
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

/** One alert, as whoever was told of it looks it up. */
export function useAlert(id: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['alerts', 'one', id],
    queryFn: ({ signal }) => client.getAlert({ path: { alert: id } }, { signal }),
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

/** The rules that raise alerts of a model by themselves, and what is mute. */
export function useAlertRules(model: string) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['alert-rules', model],
    queryFn: ({ signal }) => client.listAlertRules({ path: { model } }, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** When a rule would have raised an alert lately. @param definition - undefined while it can't be read */
export function useRulePreview(model: string, definition: AlertRuleDefinition | undefined) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['alert-rule-preview', model, definition],
    queryFn: ({ signal }) =>
      client.previewAlertRule({ path: { model }, body: definition! }, { signal }),
    placeholderData: keepPreviousData,
    enabled: definition !== undefined,
  });
}

export function useSetAlertRule(model: string) {
  return useModelAction(
    model,
    (
      client,
      { name, ...body }: { name: string; definition: AlertRuleDefinition; reason: string },
    ): Promise<AlertRules> => client.setAlertRule({ path: { model, rule: name }, body }),
  );
}

export function useRemoveAlertRule(model: string, name: string) {
  return useModelAction(model, (client, query: { reason: string }): Promise<AlertRules> =>
    client.removeAlertRule({ path: { model, rule: name }, query }),
  );
}

/** @param rule - undefined for all alerts of the model */
export function useMuteAlerts(model: string, rule: string | undefined) {
  return useModelAction(
    model,
    (client, body: { until: string; reason: string }): Promise<AlertRules> =>
      client.muteAlerts({ path: { model }, body: { ...body, ...(rule && { rule }) } }),
  );
}

/** @param rule - undefined for all alerts of the model */
export function useUnmuteAlerts(model: string, rule: string | undefined) {
  return useModelAction(model, (client, query: { reason: string }): Promise<AlertRules> =>
    client.unmuteAlerts({ path: { model }, query: { ...query, ...(rule && { rule }) } }),
  );
}
