import { InputError } from '@backstage/errors';
import { DEFAULT_MONITOR_ALPHA } from '@mlops-backstage/model-profile';
import type {
  AlertCondition,
  AlertRuleDefinition,
  Interval,
} from '@mlops-backstage/plugin-mlops-common';

/** What a rule is about. */
export type ConditionKind = keyof AlertCondition;

/** A rule with everything that its definition may leave out. */
export type CompleteRule = AlertRuleDefinition & {
  isOff: boolean;
  interval: Interval;
  raiseAfter: number;
  clearAfter: number;
  minRows: number;
};

export function completeRule(definition: AlertRuleDefinition): CompleteRule {
  return {
    isOff: false,
    interval: 'day',
    raiseAfter: 1,
    clearAfter: 1,
    minRows: 100,
    ...definition,
  };
}

/** The schema lets through exactly one. */
export function kindOf({ condition }: Pick<AlertRuleDefinition, 'condition'>): ConditionKind {
  return Object.keys(condition)[0] as ConditionKind;
}

/** What a rule says that judges all intervals of a version together. */
export interface TogetherRule {
  /** Columns. */
  atLeast: number;
  /** Chance of any alert without drift, in (0, 1). */
  alpha: number;
  interval: Interval;
}

/** Undefined for a rule that judges intervals one by one. */
export function togetherOf({
  condition: { drift },
  interval,
}: Pick<CompleteRule, 'condition' | 'interval'>): TogetherRule | undefined {
  return drift?.judged === 'together'
    ? { atLeast: drift.atLeast, alpha: drift.alpha ?? DEFAULT_MONITOR_ALPHA, interval }
    : undefined;
}

/**
 * Checks what the schema of the contract can't say.
 *
 * @param key - names the rule in errors
 * @throws `InputError` for a rule that makes no sense
 */
export function checkRule(definition: AlertRuleDefinition, key: string): AlertRuleDefinition {
  const { drift, performance } = definition.condition;
  if (drift && (drift.measure === 'column') !== (drift.column !== undefined)) {
    throw new InputError(
      drift.column === undefined
        ? `${key}: the drift of a column needs its name`
        : `${key}: a column is only named where the drift of a column is measured`,
    );
  }
  if (drift?.measure === 'columns' && !Number.isInteger(drift.atLeast)) {
    throw new InputError(`${key}: the number of columns has to be whole`);
  }
  if (drift?.judged === 'together' && drift.measure !== 'columns') {
    throw new InputError(`${key}: together, only how many columns have drifted can be judged`);
  }
  if (drift?.alpha !== undefined && drift.judged !== 'together') {
    throw new InputError(`${key}: alpha is only of drift that is judged together`);
  }
  if (performance) {
    const bounds = [performance.atLeast, performance.atMost, performance.worseBy];
    if (bounds.filter(bound => bound !== undefined).length !== 1) {
      throw new InputError(`${key}: performance needs one of atLeast, atMost and worseBy`);
    }
  }
  return definition;
}

/** Whether two definitions say the same, whatever the order of their properties. */
export function isSameRule(a: AlertRuleDefinition, b: AlertRuleDefinition): boolean {
  return canonical(completeRule(a)) === canonical(completeRule(b));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
