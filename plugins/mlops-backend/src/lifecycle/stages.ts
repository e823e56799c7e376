import type { Stage } from '@mlops-backstage/plugin-mlops-common';

/** Every stage, in the order in which a version goes through them. */
export const STAGES: readonly Stage[] = ['None', 'Staging', 'Production', 'Archived'];
