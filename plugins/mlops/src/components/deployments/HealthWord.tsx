import type { Health } from '@mlops-backstage/plugin-mlops-common';
import { StatusWord, type Tone } from '../shared/StatusWord';

const WORDS: Record<Health, [Tone, string]> = {
  offline: ['bad', 'Offline'],
  alerting: ['bad', 'Alerting'],
  drifting: ['warning', 'Drifting'],
  silent: ['idle', 'Silent'],
  fine: ['good', 'Fine'],
};

/** How a deployment is doing, in one word. */
export function HealthWord({ health }: { health: Health }) {
  const [tone, word] = WORDS[health];
  return <StatusWord tone={tone}>{word}</StatusWord>;
}
