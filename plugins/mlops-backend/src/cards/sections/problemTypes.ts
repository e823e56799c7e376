import type { ProblemType } from '@mlops-backstage/plugin-mlops-common';

/** How a reader calls a problem type, and what a model of it does. */
export const problemTypes: Record<ProblemType, { name: string; does: string }> = {
  'binary-classification': {
    name: 'binary classification',
    does: 'tells which of two classes a row belongs to',
  },
  'multiclass-classification': {
    name: 'multiclass classification',
    does: 'tells which of several classes a row belongs to',
  },
  regression: { name: 'regression', does: 'estimates a number for a row' },
  clustering: { name: 'clustering', does: 'puts a row into one of several groups' },
  other: { name: 'other', does: 'does something that has no name in the registry' },
};
