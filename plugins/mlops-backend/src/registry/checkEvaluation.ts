import { InputError } from '@backstage/errors';
import type { EvaluationInput } from '@mlops-backstage/plugin-mlops-common';

/**
 * Checks what the contract's schema can't say of an evaluation.
 *
 * @throws `InputError`
 */
export function checkEvaluation(evaluation: EvaluationInput): void {
  if (!evaluation.metrics && !evaluation.data) {
    throw new InputError(
      `The evaluation "${evaluation.name}" needs metrics, or data to compute them from`,
    );
  }
  if (evaluation.evaluatedAt && Number.isNaN(Date.parse(evaluation.evaluatedAt))) {
    throw new InputError(
      `"${evaluation.evaluatedAt}", when "${evaluation.name}" was evaluated, is no time that can be kept`,
    );
  }
  const matrix = evaluation.confusionMatrix;
  const size = matrix?.labels.length;
  if (matrix && (matrix.counts.length !== size || matrix.counts.some(row => row.length !== size))) {
    throw new InputError(
      `The confusion matrix of "${evaluation.name}" has ${size} labels but is not ${size} × ${size}`,
    );
  }
  for (const [name, value] of Object.entries(evaluation.metrics ?? {})) {
    if (!Number.isFinite(value)) {
      throw new InputError(`The metric ${name} of "${evaluation.name}" is not a finite number`);
    }
  }
}
