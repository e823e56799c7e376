import { anEnvironment } from '../../__testUtils__/deploymentFixtures';
import { aVersion } from '../../__testUtils__/fixtures';
import { versionRefusal } from './versionRefusal';

const production = anEnvironment({
  name: 'production',
  title: 'Production',
  stages: ['Production'],
  challengerStages: ['Staging', 'Production'],
});

describe('versionRefusal', () => {
  it('is nothing where the environment takes the stage', () => {
    const version = aVersion({ version: 3, stage: 'Staging' });
    expect(versionRefusal(version, production, 'challenger')).toBeUndefined();
    expect(versionRefusal({ ...version, stage: 'Production' }, production, 'canary')).toBe(
      undefined,
    );
  });

  it('says in which stage the version is, what the environment takes, and the next step', () => {
    const version = aVersion({ version: 3, stage: 'None' });
    expect(versionRefusal(version, production, 'champion')).toBe(
      'v3 is in None; Production takes Production: promote it first',
    );
    expect(versionRefusal(version, production, 'challenger')).toBe(
      'v3 is in None; Production takes Staging or Production as a challenger: promote it first',
    );
    expect(versionRefusal({ ...version, stage: 'Archived' }, production, 'champion')).toBe(
      'v3 is in Archived; Production takes Production: move it there first',
    );
  });

  it('says of an environment without challengers that it takes none', () => {
    const without = { ...production, challengerStages: [] };
    expect(versionRefusal(aVersion({ version: 3 }), without, 'challenger')).toBe(
      'v3 is in None; Production takes none as a challenger',
    );
  });

  it('knows that only ONNX artifacts are served here', () => {
    const version = aVersion({ version: 3, stage: 'Production', servable: false });
    expect(versionRefusal(version, production, 'champion')).toMatch(/no ONNX artifact of v3/);
    expect(versionRefusal(version, production, 'champion', true)).toBeUndefined();
  });
});
