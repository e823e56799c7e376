import type { Alert } from '@mlops-backstage/plugin-mlops-common';
import type { AlertNewsType, AlertedModel } from '../AlertTeller';
import type { AlertRow } from '../AlertStore';
import { presentAlert } from '../presentAlert';

/** What became of an alert, as it is sent to whoever listens. */
export interface AlertNews {
  type: AlertNewsType;
  alert: Alert;
  /** Of the model, an entity reference. */
  owner: string;
  /** Of the deployment, where it is about one. */
  environment?: string;
  /** The alert's page. */
  link: string;
}

/** The alert's page, within the portal. */
export const pathOf = ({ id }: Pick<Alert, 'id'>): string => `/mlops/alerts?alert=${id}`;

/** @param portalUrl - without a slash at its end */
export function newsOf(
  type: AlertNewsType,
  row: AlertRow,
  { owner }: AlertedModel,
  environment: string | undefined,
  portalUrl: string,
): AlertNews {
  return {
    type,
    alert: presentAlert(row),
    owner,
    ...(environment !== undefined && { environment }),
    link: `${portalUrl}${pathOf(row)}`,
  };
}
