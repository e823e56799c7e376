import { anEnvironment } from '../../__testUtils__/deploymentFixtures';
import { byEnvironment, environmentTitle } from './byEnvironment';

const environments = [
  anEnvironment({ name: 'development', title: 'Development' }),
  anEnvironment({ name: 'production', title: 'Production' }),
];

describe('byEnvironment', () => {
  it('keeps the configured order, leaves empty ones out, and puts unknown ones last', () => {
    const deployments = [
      { name: 'a', environment: 'production' },
      { name: 'b', environment: 'gone' },
      { name: 'c', environment: 'production' },
    ];
    expect(byEnvironment(deployments, environments)).toEqual([
      { name: 'production', title: 'Production', deployments: [deployments[0], deployments[2]] },
      { name: 'gone', title: 'gone', deployments: [deployments[1]] },
    ]);
  });

  it('calls an environment that is configured no more by its name', () => {
    expect(environmentTitle(environments, 'development')).toBe('Development');
    expect(environmentTitle(environments, 'gone')).toBe('gone');
  });
});
