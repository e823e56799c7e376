import { anEnvironment, PRODUCTION } from '../../__testUtils__/deploymentFixtures';
import { aDeployment } from '../../__testUtils__/fixtures';
import { nearestToProduction } from './nearestToProduction';

describe('nearestToProduction', () => {
  it('puts what serves first, and of that the last environment; else keeps the order', () => {
    const deployments = [
      aDeployment({ name: 'a', environment: 'development' }),
      aDeployment({ name: 'b', environment: 'production', status: 'undeployed' }),
      aDeployment({ name: 'c', environment: 'production', status: 'failed' }),
      aDeployment({ name: 'd', environment: 'gone' }),
      aDeployment({ name: 'e', environment: 'production' }),
    ];
    const names = (environments = [anEnvironment(), PRODUCTION]) =>
      nearestToProduction(deployments, environments).map(({ name }) => name);
    expect(names()).toEqual(['c', 'e', 'a', 'd', 'b']);
    expect(names([])).toEqual(['a', 'c', 'd', 'e', 'b']);
  });
});
