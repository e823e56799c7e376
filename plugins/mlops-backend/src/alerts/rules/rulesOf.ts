import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import { completeRule } from './AlertRule';
import type { CompleteRule } from './AlertRule';
import type { RuleRow } from './RuleStore';

/**
 * The rules that hold for a deployment, by name: the configured ones, and those of its model, which take the place of configured ones of
 * the same name. Without those that are off.
 */
export function rulesOf(
  configured: ReadonlyMap<string, AlertRuleDefinition>,
  own: readonly Pick<RuleRow, 'name' | 'definition'>[],
  deployment: string,
): Map<string, CompleteRule> {
  const definitions = new Map(configured);
  for (const { name, definition } of own) {
    if (definition.deployment === undefined || definition.deployment === deployment) {
      definitions.set(name, definition);
    }
  }
  return new Map(
    [...definitions]
      .map(([name, definition]) => [name, completeRule(definition)] as const)
      .filter(([, { isOff }]) => !isOff),
  );
}
