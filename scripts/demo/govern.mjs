// The life of the demo's versions under governance: stages, a gate, a request that waits for somebody else, a challenger.
import { unlessMissing } from './api.mjs';

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

/** Tells the portal of drift, as a monitor outside would. */
export async function raiseDriftAlert(call, model, points) {
  const drifted = [...new Set(points.flatMap(({ driftedColumns }) => driftedColumns))];
  if (drifted.length > 0) {
    await call('POST', `/models/${model}/alerts`, {
      key: `drift:${model}`,
      severity: 'warning',
      summary: `Drifted from what it was trained on: ${drifted.join(', ')}`,
      deployment: model,
      version: 1,
    });
  }
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
