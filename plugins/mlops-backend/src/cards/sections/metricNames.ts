import type { CardSubject } from '../CardSubject';
import { evaluationsOf } from '../evaluationsOf';
import { metricMeaning } from './metricMeanings';

/** The names of all metrics of a version: those whose meaning is known first. */
export function metricNames(subject: CardSubject): string[] {
  const names = new Set(
    evaluationsOf(subject).flatMap(evaluation => Object.keys(evaluation.metrics)),
  );
  const isKnown = (name: string) => metricMeaning(name) !== undefined;
  return [...[...names].filter(isKnown), ...[...names].filter(name => !isKnown(name))];
}
