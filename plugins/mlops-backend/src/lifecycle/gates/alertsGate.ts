import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import { isHigherSeverity } from '../../alerts/severity';
import { failed, passed } from './Verdict';
import type { Verdict } from './Verdict';

/**
 * No alert of a severity or a higher one may be open.
 *
 * @param highest - the highest severity of the model's open alerts, if there are any
 */
export function alertsGate(asked: AlertSeverity, highest: AlertSeverity | undefined): Verdict {
  const what = asked === 'critical' ? 'critical alert' : `alert of severity ${asked} or higher`;
  return highest === undefined || isHigherSeverity(asked, highest)
    ? passed(`No ${what} is open`)
    : failed(`An alert of severity ${highest} is open: resolve it first`);
}
