import { InputError } from '@backstage/errors';
import type { Gates, MetricGate, StageGates } from '@mlops-backstage/plugin-mlops-common';
import { STAGES } from '../stages';

/** Whether a stage has any gate at all. */
const isEmpty = (gates: Gates) => Object.keys(gates).length === 0;

function checkMetric(gate: MetricGate, what: string): void {
  const { atLeast, atMost, champion } = gate;
  if (atLeast === undefined && atMost === undefined && !champion) {
    throw new InputError(
      `${what} for ${gate.split}.${gate.metric} has to say atLeast, atMost or champion`,
    );
  }
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    throw new InputError(
      `${what} for ${gate.split}.${gate.metric} asks for at least ${atLeast} and at most ${atMost}, which no value is`,
    );
  }
}

/** Leaves out what asks for nothing, so that gates that ask for the same are the same. */
function tidy(gates: Gates): Gates {
  const { approvals, metrics = [], evaluations = [], card = [], digest, alerts } = gates;
  const groups = approvals?.groups.map(group => group.toLocaleLowerCase('en-US'));
  return {
    ...(approvals && { approvals: { ...approvals, groups: [...new Set(groups)] } }),
    ...(metrics.length > 0 && { metrics }),
    ...(evaluations.length > 0 && { evaluations }),
    ...(card.length > 0 && { card }),
    ...(digest && { digest }),
    ...(alerts && { alerts }),
  };
}

/**
 * Checks what the contract's schema can't say of gates.
 *
 * @param what - names the gates in the error
 * @returns the gates with groups in lower case, without what asks for nothing
 * @throws `InputError`
 */
export function checkGates(gates: StageGates, what: string): StageGates {
  const checked: StageGates = {};
  for (const stage of STAGES) {
    for (const metric of gates[stage]?.metrics ?? []) {
      checkMetric(metric, `${what}.${stage}.metrics`);
    }
    const asked = tidy(gates[stage] ?? {});
    if (!isEmpty(asked)) {
      checked[stage] = asked;
    }
  }
  return checked;
}
