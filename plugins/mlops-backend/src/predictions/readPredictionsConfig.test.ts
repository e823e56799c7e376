import { ConfigReader } from '@backstage/config';
import { loggedRate, readPredictionsConfig } from './readPredictionsConfig';

const read = (data?: object) =>
  readPredictionsConfig(data && new ConfigReader({ of: data } as any).getConfig('of'));

describe('readPredictionsConfig', () => {
  it('has defaults', () => {
    expect(read()).toEqual({
      retentionMs: 30 * 86_400_000,
      requestsPerSecond: 10,
      environments: new Map(),
      alpha: 0.05,
      margin: 0.02,
    });
  });

  it.each([
    [{ retention: { days: 0 } }, /retention/],
    [{ requestsPerSecond: -1 }, /requestsPerSecond/],
    [{ environments: { production: { requestsPerSecond: -1 } } }, /environments.production/],
    [{ alpha: 0 }, /alpha/],
    [{ alpha: 0.6 }, /alpha/],
    [{ margin: 1.5 }, /margin/],
  ])('refuses %j', (data, message) => {
    expect(() => read(data)).toThrow(
      expect.objectContaining({ name: 'InputError', message: expect.stringMatching(message) }),
    );
  });
});

describe('loggedRate', () => {
  const config = read({
    requestsPerSecond: 5,
    environments: { production: { requestsPerSecond: 2 }, staging: { requestsPerSecond: 8 } },
  });

  it.each([
    ['development', false, 0],
    ['development', true, 5],
    ['production', false, 2],
    ['production', true, 5],
    ['staging', true, 8],
  ])('in %s with challengers %s is %s', (environment, hasChallengers, rate) => {
    expect(loggedRate(config, { environment, hasChallengers })).toBe(rate);
  });
});
