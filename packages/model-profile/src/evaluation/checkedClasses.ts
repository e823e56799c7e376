import { EvaluationInputError } from '../errors';
import { checkLengths, checkRows } from './checkRows';
import { MulticlassInput } from './MulticlassEvaluation';

/**
 * Labels and predictions as indices into the classes.
 *
 * @throws EvaluationInputError when the input can't be evaluated
 */
export function checkedClasses({ labels, classes, scores, predictions }: MulticlassInput): {
  actual: Int32Array;
  predicted?: Int32Array;
} {
  if (!scores && !predictions) {
    throw new EvaluationInputError('There are neither scores nor predictions');
  }
  const indices = new Map(classes.map((name, i) => [name, i]));
  if (indices.size < classes.length) {
    const repeated = classes.find((name, i) => indices.get(name) !== i);
    throw new EvaluationInputError(`Two classes are called '${repeated}'`);
  }
  checkLengths({ labels, ...(scores && { scores }), ...(predictions && { predictions }) });
  if (scores) checkScores(scores, classes.length);
  return {
    actual: indicesOf(labels, indices, 'A label'),
    ...(predictions && { predicted: indicesOf(predictions, indices, 'A prediction') }),
  };
}

function indicesOf(
  names: ArrayLike<string>,
  indices: ReadonlyMap<string, number>,
  what: string,
): Int32Array {
  const found = Int32Array.from(names, name => indices.get(name) ?? -1);
  checkRows(found.length, `${what} must be one of the classes`, row => found[row] >= 0);
  return found;
}

function checkScores(scores: ArrayLike<ArrayLike<number>>, classCount: number): void {
  checkRows(
    scores.length,
    `A row must have ${classCount} scores, one for each class`,
    row => scores[row]?.length === classCount,
  );
  checkRows(scores.length, 'All scores of a row must be finite numbers', row => {
    for (let i = 0; i < classCount; i++) if (!Number.isFinite(scores[row][i])) return false;
    return true;
  });
}
