import { ConfigReader } from '@backstage/config';
import { readProviderConfig } from './readProviderConfig';

const app = { baseUrl: 'https://portal.example.com/' };

describe('readProviderConfig', () => {
  it('has defaults for all but the address of the portal', () => {
    expect(readProviderConfig(new ConfigReader({ app }))).toEqual({
      namespace: 'default',
      portalUrl: 'https://portal.example.com',
      schedule: {
        frequency: { seconds: 60 },
        timeout: { minutes: 10 },
        initialDelay: { seconds: 5 },
        scope: 'global',
      },
    });
    expect(() => readProviderConfig(new ConfigReader({}))).toThrow(/app/);
  });

  it('reads durations as words and as objects', () => {
    const provider = { frequency: '5m', timeout: { hours: 1 }, initialDelay: 'PT3S' };
    const config = new ConfigReader({ app, mlops: { catalog: { namespace: 'ml', provider } } });
    expect(readProviderConfig(config)).toMatchObject({
      namespace: 'ml',
      schedule: { frequency: { minutes: 5 }, timeout: { hours: 1 }, initialDelay: { seconds: 3 } },
    });
  });

  it('refuses a namespace that the catalog would not take', () => {
    const config = new ConfigReader({ app, mlops: { catalog: { namespace: 'no name' } } });
    expect(() => readProviderConfig(config)).toThrow(
      'mlops.catalog.namespace has to be a namespace of the catalog, but is "no name"',
    );
  });
});
