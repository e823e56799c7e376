import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';

/** From the lowest on. */
export const SEVERITIES: readonly AlertSeverity[] = ['info', 'warning', 'critical'];

export function isHigherSeverity(severity: AlertSeverity, than: AlertSeverity): boolean {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(than);
}

/** The highest of some; nothing of none. */
export function highestSeverity(severities: readonly AlertSeverity[]): AlertSeverity | undefined {
  return SEVERITIES.findLast(severity => severities.includes(severity));
}
