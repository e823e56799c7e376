import type { AlertSeverity } from '@mlops-backstage/plugin-mlops-common';
import { StatusWord, type Tone } from './StatusWord';

export const SEVERITIES: AlertSeverity[] = ['critical', 'warning', 'info'];

const WORDS: Record<AlertSeverity, [Tone, string]> = {
  critical: ['bad', 'Critical'],
  warning: ['warning', 'Warning'],
  info: ['info', 'Info'],
};

export const severityName = (severity: AlertSeverity) => WORDS[severity][1];

/** How bad something is, as a word with an icon. */
export function SeverityWord({ severity }: { severity: AlertSeverity }) {
  const [tone, word] = WORDS[severity];
  return <StatusWord tone={tone}>{word}</StatusWord>;
}
