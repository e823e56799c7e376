import type { GateResult } from '@mlops-backstage/plugin-mlops-common';

/** What a gate finds of a version: whether it holds, in a sentence that a person can act on. */
export type Verdict = Pick<GateResult, 'state' | 'message'>;

/** The gate holds. */
export const passed = (message: string): Verdict => ({ state: 'passed', message });

/** The gate doesn't hold. */
export const failed = (message: string): Verdict => ({ state: 'failed', message });
