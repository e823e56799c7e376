import type { Deployment } from '@mlops-backstage/plugin-mlops-common';

/** The target of what is served elsewhere: nothing is started nor asked from here, what was answered is told. */
export const EXTERNAL = 'external';
/** The target inside the backend. */
export const EMBEDDED = 'embedded';

export const isServedElsewhere = ({ target }: Pick<Deployment, 'target'>): boolean =>
  target === EXTERNAL;
