import type { Bake, Environment, Revision, Token } from '@mlops-backstage/plugin-mlops-common';

/** What the tests of deployments and tokens state only in part. */
export function anEnvironment(given: Partial<Environment> = {}): Environment {
  return {
    name: 'development',
    title: 'Development',
    stages: ['None', 'Staging', 'Production'],
    challengerStages: ['None', 'Staging', 'Production'],
    ...given,
  };
}

export const PRODUCTION = anEnvironment({
  name: 'production',
  title: 'Production',
  stages: ['Production'],
  challengerStages: ['Staging', 'Production'],
});

export function aRevision(given: Partial<Revision> = {}): Revision {
  return {
    revision: 1,
    action: 'deploy',
    version: 1,
    challengers: [],
    changes: [{ field: 'champion', before: null, after: 'v1' }],
    reason: 'First deployment',
    createdAt: '2026-01-01T10:00:00Z',
    createdBy: 'user:default/guest',
    ...given,
  };
}

export function aBake(given: Partial<Bake> = {}): Bake {
  return {
    revision: 4,
    version: 3,
    role: 'champion',
    state: 'baking',
    limits: { durationSeconds: 900, minRequests: 50, maxErrorRate: 0.05 },
    startedAt: '2026-01-01T10:00:00Z',
    endsAt: '2026-01-01T10:15:00Z',
    requests: 1_200,
    failures: 12,
    latencyP99Ms: 12.4,
    ...given,
  };
}

export function aToken(given: Partial<Token> = {}): Token {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Booking service',
    deployment: 'flight-delay-risk',
    model: 'flight-delay-risk',
    prefix: 'mlops_AbCd12',
    state: 'valid',
    createdAt: '2026-01-01T10:00:00Z',
    createdBy: 'user:default/guest',
    expiresAt: '2099-01-01T10:00:00Z',
    ...given,
  };
}
