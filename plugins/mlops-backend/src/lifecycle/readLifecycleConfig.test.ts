import { ConfigReader } from '@backstage/config';
import { readLifecycleConfig } from './readLifecycleConfig';

const read = (mlops: any) => readLifecycleConfig(new ConfigReader(mlops));

/** Where none are configured. */
const bakeLimits = { durationSeconds: 900, minRequests: 50, maxErrorRate: 0.05 };

describe('readLifecycleConfig', () => {
  it('has stages, transitions and environments without being told any', () => {
    expect(read({})).toEqual({
      policy: {
        transitions: [
          { from: 'None', to: ['Staging', 'Archived'] },
          { from: 'Staging', to: ['None', 'Production', 'Archived'] },
          { from: 'Production', to: ['Staging', 'Archived'] },
          { from: 'Archived', to: ['None', 'Staging'] },
        ],
        onPromote: ['None', 'Staging', 'Production', 'Archived'].map(stage => ({
          stage,
          others: 'keep',
        })),
        onArchive: 'refuse',
        environments: [
          {
            name: 'development',
            title: 'Development',
            stages: ['None', 'Staging', 'Production'],
            challengerStages: ['None', 'Staging', 'Production'],
            bakeLimits,
          },
          {
            name: 'staging',
            title: 'Staging',
            stages: ['Staging', 'Production'],
            challengerStages: ['None', 'Staging', 'Production'],
            bakeLimits,
          },
          {
            name: 'production',
            title: 'Production',
            stages: ['Production'],
            challengerStages: ['Staging', 'Production'],
            bakeLimits,
          },
        ],
      },
      gates: {},
      approvalExpiryMs: 14 * 24 * 3_600_000,
    });
  });

  it('takes what is configured', () => {
    const config = read({
      environments: [
        { name: 'lab', stages: ['None'] },
        {
          name: 'live',
          title: 'Live',
          stages: ['Production'],
          challengerStages: ['Staging', 'Production'],
          bake: { duration: { minutes: 5 }, maxErrorRate: 1, maxLatencyRatio: 1.5 },
        },
      ],
      lifecycle: {
        transitions: { Archived: [] },
        onPromote: { Production: 'Archived' },
        onArchive: 'undeploy',
        approvalExpiry: { days: 3 },
        gates: {
          Staging: { metrics: [] },
          Production: {
            approvals: { count: 2, groups: ['Group:Default/Risk', 'group:default/risk'] },
            metrics: [{ split: 'test', metric: 'auc', atLeast: 0.7 }],
            digest: true,
          },
        },
      },
    });
    expect(config.policy.transitions[2]).toEqual({
      from: 'Production',
      to: ['Staging', 'Archived'],
    });
    expect(config.policy.transitions[3]).toEqual({ from: 'Archived', to: [] });
    expect(config.policy.onPromote[2]).toEqual({ stage: 'Production', others: 'Archived' });
    expect(config.policy.onArchive).toBe('undeploy');
    expect(config.policy.environments).toEqual([
      { name: 'lab', title: 'lab', stages: ['None'], challengerStages: ['None'], bakeLimits },
      {
        name: 'live',
        title: 'Live',
        stages: ['Production'],
        challengerStages: ['Staging', 'Production'],
        bakeLimits: {
          durationSeconds: 300,
          minRequests: 50,
          maxErrorRate: 1,
          maxLatencyRatio: 1.5,
        },
      },
    ]);
    expect(config.approvalExpiryMs).toBe(3 * 24 * 3_600_000);
    expect(config.gates).toEqual({
      Production: {
        approvals: { count: 2, groups: ['group:default/risk'] },
        metrics: [{ split: 'test', metric: 'auc', atLeast: 0.7 }],
        digest: true,
      },
    });
  });

  it.each([
    [
      { lifecycle: { transitions: { Stagign: ['None'] } } },
      'A key of mlops.lifecycle.transitions has to be one of None, Staging, Production, Archived, but is Stagign',
    ],
    [
      { lifecycle: { transitions: { None: ['Live'] } } },
      'mlops.lifecycle.transitions.None has to be one of None, Staging, Production, Archived, but is Live',
    ],
    [
      { lifecycle: { transitions: { None: ['None'] } } },
      'mlops.lifecycle.transitions.None has None itself',
    ],
    [
      { lifecycle: { onPromote: { Live: 'keep' } } },
      'A key of mlops.lifecycle.onPromote has to be one of',
    ],
    [
      { lifecycle: { onPromote: { Production: 'away' } } },
      'mlops.lifecycle.onPromote.Production has to be one of keep, None, Staging, Archived, but is away',
    ],
    [
      { lifecycle: { onPromote: { Production: 'None' } } },
      "mlops.lifecycle.onPromote.Production is None, but mlops.lifecycle.transitions.Production doesn't have None",
    ],
    [
      { lifecycle: { onArchive: 'maybe' } },
      'mlops.lifecycle.onArchive has to be one of refuse, undeploy, but is maybe',
    ],
    [
      { lifecycle: { approvalExpiry: '1s' } },
      'mlops.lifecycle.approvalExpiry has to be at least 60000, but is 1000',
    ],
    [
      { lifecycle: { gates: { Production: { approvals: { count: 1, groups: [] } } } } },
      'mlops.lifecycle.gates/Production/approvals/groups must NOT have fewer than 1 items',
    ],
    [
      { lifecycle: { gates: { Production: { aprovals: {} } } } },
      'mlops.lifecycle.gates/Production must NOT have additional properties',
    ],
    [
      { lifecycle: { gates: { Production: { metrics: [{ split: 'test', metric: 'auc' }] } } } },
      'mlops.lifecycle.gates.Production.metrics for test.auc has to say atLeast, atMost or champion',
    ],
    [
      {
        lifecycle: {
          gates: {
            Staging: { metrics: [{ split: 'test', metric: 'auc', atLeast: 0.9, atMost: 0.8 }] },
          },
        },
      },
      'mlops.lifecycle.gates.Staging.metrics for test.auc asks for at least 0.9 and at most 0.8, which no value is',
    ],
    [{ environments: [] }, 'mlops.environments has to be a list of at least one environment'],
    [
      { environments: [{ name: 'Live!', stages: ['None'] }] },
      'mlops.environments[0]/name must match pattern',
    ],
    [
      { environments: [{ name: 'live', stages: [] }] },
      'mlops.environments[0].stages has to have at least one stage',
    ],
    [
      { environments: [{ name: 'live', stages: ['None'], bake: { maxErorRate: 0.1 } }] },
      'mlops.environments[0].bake must NOT have additional properties',
    ],
    [
      { environments: [{ name: 'live', stages: ['None'], bake: { maxErrorRate: 5 } }] },
      'mlops.environments[0].bake/maxErrorRate must be <= 1',
    ],
    [
      { environments: [{ name: 'live', stages: ['None'], bake: false }] },
      'mlops.environments[0].bake has to be an object',
    ],
    [
      {
        environments: [
          { name: 'live', stages: ['None'] },
          { name: 'live', stages: ['Staging'] },
        ],
      },
      'mlops.environments has two of the name live',
    ],
  ])('refuses %j', (mlops, message) => {
    expect(() => read(mlops)).toThrow(message);
  });
});
