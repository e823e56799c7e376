import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { failed, passed } from './Verdict';
import type { Verdict } from './Verdict';

/** There has to be an evaluation of each split. @param metrics - of the newest evaluation of each split that has one */
export function evaluationGate(
  splits: Evaluation['split'][],
  metrics: Version['metrics'],
): Verdict {
  const missing = splits.filter(split => metrics[split] === undefined);
  return missing.length === 0
    ? passed(`It is evaluated on ${splits.join(', ')}`)
    : failed(`An evaluation on ${missing.join(', ')} is missing`);
}
