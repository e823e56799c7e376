import type {
  Bake,
  Environment,
  Revision,
  ServedComparison,
  Token,
} from '@mlops-backstage/plugin-mlops-common';

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

export function aComparison(given: Partial<ServedComparison> = {}): ServedComparison {
  return {
    version: 3,
    role: 'challenger',
    against: 1,
    from: null,
    to: null,
    since: '2026-01-01T10:00:00Z',
    pairs: 5_200,
    requests: 5_000,
    truncated: false,
    agreement: { pairs: 5_200, share: 0.9312, interval: { low: 0.924, high: 0.938 }, kappa: 0.81 },
    scores: {
      of: 'score',
      pairs: 5_200,
      mean: -0.012,
      meanAbsolute: 0.045,
      quantiles: [{ level: 0.5, value: -0.01 }],
      kolmogorovSmirnov: 0.061,
    },
    latencyMs: {
      version: { p50: 0.42, p90: 0.8, p99: 1.9 },
      against: { p50: 1.85, p90: 2.4, p99: 6.1 },
    },
    labelled: { pairs: 3_100, requests: 3_000, unusable: 2, truncated: false },
    metrics: [
      {
        name: 'auc',
        better: 'higher',
        pairs: 3_100,
        requests: 3_000,
        version: 0.742,
        against: 0.715,
        difference: 0.027,
        alwaysValid: { low: 0.011, high: 0.043 },
        bootstrap: { low: 0.018, high: 0.036, resamples: 2_000 },
      },
      {
        name: 'log_loss',
        better: 'lower',
        pairs: 3_100,
        requests: 3_000,
        version: 0.51,
        against: 0.53,
        difference: -0.02,
        alwaysValid: { low: -0.031, high: -0.009 },
      },
    ],
    undefinedMetrics: [],
    mcnemar: {
      method: 'chi-square-corrected',
      both: 2_000,
      versionOnly: 210,
      againstOnly: 150,
      neither: 740,
      pValue: 0.00187,
      difference: 0.0194,
      interval: { low: 0.0074, high: 0.0313 },
    },
    verdict: {
      result: 'better',
      metric: 'auc',
      sentence:
        'Version 3 is better than version 1: its AUC is 0.742 against 0.715, higher by 0.011 to 0.043.',
      alpha: 0.05,
      margin: 0.02,
      marginOfMetric: 0.02,
      requestsNeeded: 2_400,
    },
    ...given,
  };
}
