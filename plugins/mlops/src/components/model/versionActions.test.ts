import { aDeployment, aModel, aVersion } from '../../__testUtils__/fixtures';
import { versionActions, type VersionRefusals } from './versionActions';

/** The reasons against the actions on a version, by the actions' labels. */
function refusalsOf(
  given: Parameters<typeof aVersion>[0],
  refusals: VersionRefusals = {},
  versionCount = 2,
) {
  const actions = versionActions({
    model: aModel({ versionCount }),
    version: aVersion(given),
    deployments: [aDeployment({ version: 1 })],
    refusals,
    open: () => {},
    download: () => {},
  });
  return Object.fromEntries(actions.map(({ label, refusal }) => [label, refusal]));
}

describe('versionActions', () => {
  it('offers all that can be done', () => {
    expect(refusalsOf({ aliases: ['champion'] })).toEqual({
      'Deploy…': undefined,
      'Compare with…': undefined,
      'Set alias…': undefined,
      'Remove alias…': undefined,
      'Edit notes and tags…': undefined,
      'Download artifact': undefined,
      'Delete…': 'Has the alias champion: remove it first',
    });
  });

  it('says what stands against an action', () => {
    expect(refusalsOf({ version: 1, servable: false, format: 'pickle' }, {}, 1)).toEqual({
      'Deploy…': 'The registry does not hold an ONNX artifact to serve',
      'Compare with…': 'It is the only version',
      'Set alias…': undefined,
      'Remove alias…': 'It has no alias',
      'Edit notes and tags…': undefined,
      'Download artifact': 'The registry keeps only the description of the artifact',
      'Delete…': 'Deployed as flight-delay-risk: undeploy it first',
    });
  });

  it('names a lacking permission before anything else', () => {
    const refusals = { remove: 'You may not', alias: 'Nor this' };
    expect(refusalsOf({ version: 1 }, refusals)).toMatchObject({
      'Delete…': 'You may not',
      'Set alias…': 'Nor this',
      'Remove alias…': 'Nor this',
    });
  });
});
