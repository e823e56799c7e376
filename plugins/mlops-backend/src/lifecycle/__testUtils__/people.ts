import { mockCredentials } from '@backstage/backend-test-utils';
import type { Test } from 'supertest';

/** The people of the tests, and the groups that they are in. */
export const ada = 'user:default/ada';
export const ben = 'user:default/ben';
export const cleo = 'user:default/cleo';
export const dan = 'user:default/dan';

export const scientists = 'group:default/scientists';
export const approvers = 'group:default/approvers';
export const risk = 'group:default/risk';

export const groups = {
  [ada]: [scientists],
  [ben]: [approvers],
  [cleo]: [approvers, risk],
  [dan]: [],
};

/** The groups as the catalog knows them. */
export const groupEntities = ['scientists', 'approvers', 'risk'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { namespace: 'default', name },
  spec: { type: 'team', children: [] },
}));

/** Sends a request in somebody's name. */
export const as = (who: string, request: Test): Test =>
  request.set('authorization', mockCredentials.user.header(who));

/** Sends a request as a service that acts for somebody. */
export const onBehalfOf = (who: string, request: Test): Test =>
  request.set(
    'authorization',
    `Bearer ${mockCredentials.user.token(who, { actor: { subject: 'plugin:portal' } })}`,
  );

/** Sends a request as a service that acts for itself. */
export const asService = (request: Test): Test =>
  request.set('authorization', mockCredentials.service.header());
