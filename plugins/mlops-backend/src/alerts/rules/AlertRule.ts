import { InputError } from '@backstage/errors';
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
