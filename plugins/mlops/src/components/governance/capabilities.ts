import type { Grant } from '@mlops-backstage/plugin-mlops-common';

/** Permissions that people think of as one thing. */
export interface Capability {
  id: string;
  label: string;
  permissions: string[];
}

export const CAPABILITIES: Capability[] = [
  {
    id: 'see',
    label: 'See',
    permissions: ['mlops.model.read', 'mlops.artifact.read', 'mlops.deployment.infer'],
  },
  {
    id: 'describe',
    label: 'Describe',
    permissions: [
      'mlops.model.update',
      'mlops.version.update',
      'mlops.alias.update',
      'mlops.card.update',
    ],
  },
  {
    id: 'register',
    label: 'Register',
    permissions: ['mlops.version.create', 'mlops.version.evaluate'],
  },
  {
    id: 'promote',
    label: 'Promote',
    permissions: ['mlops.version.transition', 'mlops.approval.request'],
  },
  { id: 'approve', label: 'Approve', permissions: ['mlops.approval.decide'] },
  {
    id: 'deploy',
    label: 'Deploy',
    permissions: ['mlops.deployment.deploy', 'mlops.deployment.undeploy'],
  },
  { id: 'tokens', label: 'Tokens', permissions: ['mlops.token.manage'] },
  {
    id: 'alerts',
    label: 'Alerts',
    permissions: ['mlops.alert.raise', 'mlops.alert.update', 'mlops.alert-rules.update'],
  },
  {
    id: 'retrain',
    label: 'Retrain',
    permissions: ['mlops.retraining.update', 'mlops.retraining.trigger'],
  },
  {
    id: 'govern',
    label: 'Govern',
    permissions: ['mlops.gates.update', 'mlops.permissions.review', 'mlops.model.audit'],
  },
  { id: 'delete', label: 'Delete', permissions: ['mlops.model.delete', 'mlops.version.delete'] },
];

export type Extent = 'all' | 'some' | 'none';

const extentOf = (grants: readonly Grant[]): Extent => {
  const granted = grants.filter(grant => grant.granted).length;
  if (granted === 0) {
    return 'none';
  }
  return granted === grants.length ? 'all' : 'some';
};

/** How much of a capability is granted: over its permissions, the stages and the environments. */
export function extentIn(grants: readonly Grant[], { permissions }: Capability): Extent {
  return extentOf(grants.filter(({ permission }) => permissions.includes(permission)));
}

/** A permission with where it is granted, and why or why not. */
export interface PermissionAnswer {
  permission: string;
  extent: Extent;
  /** Where it is granted, where that depends: `development, staging`. */
  granted: string[];
  /** Where it isn't. */
  refused: string[];
  /** The rules, each once. */
  because: string[];
}

const placeOf = ({ stage, environment }: Grant) => [stage, environment].filter(Boolean).join(', ');

/** Grants by permission, in the order in which the backend tells them. */
export function answersOf(grants: readonly Grant[]): PermissionAnswer[] {
  return [...new Set(grants.map(({ permission }) => permission))].map(permission => {
    const own = grants.filter(grant => grant.permission === permission);
    const places = (isGranted: boolean) =>
      own
        .filter(({ granted }) => granted === isGranted)
        .map(placeOf)
        .filter(Boolean);
    return {
      permission,
      extent: extentOf(own),
      granted: places(true),
      refused: places(false),
      because: [...new Set(own.flatMap(({ because }) => because ?? []))],
    };
  });
}
