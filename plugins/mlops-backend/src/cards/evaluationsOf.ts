import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import type { CardSubject } from './CardSubject';

/** An evaluation with what the contract promises but its generated type leaves open. */
export type CompleteEvaluation = Evaluation & Required<Pick<Evaluation, 'evaluatedAt' | 'metrics'>>;

const SPLITS: ReadonlyArray<Evaluation['split']> = ['test', 'validation', 'production', 'train'];

/** The evaluations, the least flattering split first. */
export function evaluationsOf({
  evaluations,
}: Pick<CardSubject, 'evaluations'>): CompleteEvaluation[] {
  return SPLITS.flatMap(split =>
    evaluations
      .filter(evaluation => evaluation.split === split)
      .map(evaluation => ({
        ...evaluation,
        evaluatedAt: evaluation.evaluatedAt ?? evaluation.createdAt,
        metrics: evaluation.metrics ?? {},
      })),
  );
}
