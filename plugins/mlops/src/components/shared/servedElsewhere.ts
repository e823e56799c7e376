import type { Deployment } from '@mlops-backstage/plugin-mlops-common';

/** The target of what is served elsewhere: nothing is started nor asked from here, what was answered is told. */
export const EXTERNAL = 'external';
/** What that is called, wherever an endpoint of the portal would be called online. */
export const SERVED_ELSEWHERE = 'Served elsewhere';
/** The target inside the backend. */
export const EMBEDDED = 'embedded';

/** A target as people read it. */
export const targetName = (target: string): string =>
  target === EXTERNAL ? SERVED_ELSEWHERE : target;

/** The target that somebody means who writes its name, or what the pages call it. */
export const targetFromName = (name: string): string =>
  name.toLocaleLowerCase('en-US') === SERVED_ELSEWHERE.toLocaleLowerCase('en-US') ? EXTERNAL : name;

export const isServedElsewhere = ({ target }: Pick<Deployment, 'target'>): boolean =>
  target === EXTERNAL;
