// The life of the demo's versions under governance: stages, a gate, a request that waits for somebody else, a challenger.
import { eventually, unlessMissing } from './api.mjs';

const APPROVERS = 'group:default/model-approvers';

/** Brings a version to a stage, step by step; nothing to do where it is there. */
export async function bringTo(call, model, version, ...stages) {
  const { stage } = await call('GET', `/models/${model}/versions/${version}`);
  for (const to of stages.slice(stages.indexOf(stage) + 1)) {
    await call('POST', `/models/${model}/versions/${version}/transitions`, {
      to,
      reason: 'The demo goes on',
    });
  }
}

/** From now on nothing enters Production that somebody else hasn't approved. */
export async function askForApprovals(call, model) {
  const { added } = await call('GET', `/models/${model}/gates`);
  if (!added.Production) {
    await call('PUT', `/models/${model}/gates`, {
      gates: {
        Production: {
          approvals: { count: 1, groups: [APPROVERS] },
          evaluations: ['test'],
          metrics: [
            {
              split: 'test',
              metric: 'auc',
              champion: { better: 'higher', tolerance: 0.01 },
            },
          ],
          digest: true,
        },
      },
      reason: 'It decides about crews',
    });
  }
}

/** Has a version run beside the champion, and asks that it may take its place. */
export async function challenge(call, model, version) {
  const { challengers } = await call('GET', `/deployments/${model}`);
  if (!challengers.includes(version)) {
    await call('PUT', `/deployments/${model}/challengers`, {
      versions: [...challengers, version],
      reason: 'To be compared on real traffic',
    });
  }
}

export async function requestPromotion(call, model, version) {
  const { items } = await call('GET', `/approvals?model=${model}&state=pending`);
  if (items.length === 0) {
    await call('POST', '/approvals', {
      model,
      version,
      to: 'Production',
      reason: 'Better on the test flights of March',
    });
  }
}

/**
 * The alert that the rule `drift`, which every endpoint has, raises by itself. It looks once a minute at what has been quiet for a little longer, so it may
 * take a while.
 */
export function driftAlert(call, model) {
  return eventually(`the rule about drift to raise an alert of ${model}`, 300_000, async () => {
    const { items } = await call('GET', `/alerts?model=${model}&state=open&state=acknowledged`);
    return items.find(({ rule }) => rule === 'drift');
  });
}

/** The deployment of a model in production, made when it isn't there. */
export async function deployToProduction(call, model, version) {
  const existing = await unlessMissing(call('GET', `/deployments/${model}`));
  if (!existing) {
    await call('POST', '/deployments', {
      name: model,
      model,
      version,
      environment: 'production',
      follow: 'Production',
      allowEventTime: true,
      reason: 'First version, for the demo',
    });
  } else if (existing.version !== version) {
    await call('POST', `/deployments/${model}/revisions`, {
      version,
      reason: 'The demo starts over',
    });
  }
}
