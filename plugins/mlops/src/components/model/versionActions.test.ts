import { aDeployment, aModel, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { stageSteps } from '../lifecycle/stageSteps';
import { versionActions, type VersionRefusals } from './versionActions';

/** The reasons against the actions on a version, by the actions' labels. */
function refusalsOf(
  given: Parameters<typeof aVersion>[0],
  refusals: VersionRefusals = { stage: {} },
  versionCount = 2,
  deployments = [aDeployment({ version: 1 })],
) {
  const actions = versionActions({
    model: aModel({ versionCount }),
    version: aVersion(given),
    deployments,
    steps: stageSteps(aPolicy(), aVersion(given).stage),
    refusals,
    move: () => {},
    open: () => {},
    download: () => {},
  });
  return Object.fromEntries(actions.map(({ label, refusal }) => [label, refusal]));
}

describe('versionActions', () => {
  it('offers all that can be done', () => {
    expect(refusalsOf({ aliases: ['champion'] })).toEqual({
      'Promote to Staging…': undefined,
      'Archive…': undefined,
      'Deploy…': undefined,
      'Make it a canary…': undefined,
      'Make it a challenger…': undefined,
      'Compare with…': undefined,
      'Set alias…': undefined,
      'Remove alias…': undefined,
      'Edit notes and tags…': undefined,
      'Download artifact': undefined,
      'Delete…': 'Has the alias champion: remove it first',
    });
  });

  it('says what stands against an action', () => {
    expect(refusalsOf({ version: 1, servable: false, format: 'pickle' }, { stage: {} }, 1)).toEqual(
      {
        'Promote to Staging…': undefined,
        'Archive…': undefined,
        // It may be served elsewhere.
        'Deploy…': undefined,
        'Make it a canary…': 'The registry does not hold an ONNX artifact to serve',
        'Make it a challenger…': 'The registry does not hold an ONNX artifact to serve',
        'Compare with…': 'It is the only version',
        'Set alias…': undefined,
        'Remove alias…': 'It has no alias',
        'Edit notes and tags…': undefined,
        'Download artifact': 'The registry keeps only the description of the artifact',
        'Delete…': 'Deployed as flight-delay-risk: undeploy it first',
      },
    );
  });

  it('lets what the registry doesn’t hold stand beside a champion that is served elsewhere', () => {
    const elsewhere = aDeployment({ target: 'external', version: 1 });
    expect(
      refusalsOf({ version: 2, servable: false }, { stage: {} }, 2, [elsewhere])[
        'Make it a challenger…'
      ],
    ).toBeUndefined();
  });

  it('has no role beside a champion where none serves, and deletes none that serves in any role', () => {
    const undeployed = aDeployment({ version: undefined, status: 'undeployed' });
    expect(refusalsOf({}, { stage: {} }, 2, [undeployed])['Make it a canary…']).toBe(
      'No endpoint of the model serves: deploy a version first',
    );
    const challenged = aDeployment({ version: 1, challengers: [2] });
    expect(refusalsOf({ version: 2 }, { stage: {} }, 2, [challenged])['Delete…']).toBe(
      'Deployed as flight-delay-risk: undeploy it first',
    );
  });

  it('names a lacking permission before anything else', () => {
    const refusals = {
      remove: 'You may not',
      alias: 'Nor this',
      stage: { Staging: 'Not to Staging' },
    };
    expect(refusalsOf({ version: 1 }, refusals)).toMatchObject({
      'Promote to Staging…': 'Not to Staging',
      'Archive…': undefined,
      'Delete…': 'You may not',
      'Set alias…': 'Nor this',
      'Remove alias…': 'Nor this',
    });
  });
});
