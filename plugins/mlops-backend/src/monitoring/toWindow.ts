import type { ObservedWindow } from '@mlops-backstage/model-server';
import type { Window } from './Window';

/** What a server observed, as it is stored. */
export function toWindow(observed: ObservedWindow): Window {
  return {
    deployment: observed.deployment,
    version: Number(observed.version),
    role: observed.role,
    windowStart: observed.windowStart,
    requests: observed.requests,
    rows: observed.rows,
    errors: observed.errors,
    failures: observed.failures,
    shadowDropped: observed.shadowDropped,
    latency: observed.latency,
    profile: observed.profile,
  };
}
