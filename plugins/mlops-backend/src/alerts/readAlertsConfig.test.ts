import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { DEFAULT_RULES, readAlertsConfig } from './readAlertsConfig';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const hook = { name: 'on-call', url: 'https://hooks.example.com/x', secret: SECRET };

const read = (alerts: JsonObject) => readAlertsConfig(new ConfigReader(alerts));

it('has rules for every deployment without any configuration', () => {
  const { defaults, webhooks, lookEveryMs } = readAlertsConfig(undefined);
  expect(Object.fromEntries(defaults)).toEqual(DEFAULT_RULES);
  expect([...defaults.keys()]).toEqual(['drift', 'errors', 'silence', 'data-quality']);
  expect([webhooks, lookEveryMs]).toEqual([[], 60_000]);
});

it('changes, turns off and adds rules', () => {
  const latency = { condition: { latency: { quantile: 'p99', atMostMs: 250 } }, severity: 'info' };
  const { defaults } = read({
    defaults: { drift: { raiseAfter: 5 }, silence: { isOff: true }, latency },
  });
  expect(defaults.get('drift')).toEqual({ ...DEFAULT_RULES.drift, raiseAfter: 5 });
  expect(defaults.get('silence')).toEqual({ ...DEFAULT_RULES.silence, isOff: true });
  expect(defaults.get('latency')).toEqual(latency);
  expect(defaults.size).toBe(5);
});

it('reads webhooks with what they are for', () => {
  const { webhooks } = read({
    webhooks: [{ ...hook, severities: ['critical'], environments: ['production'] }],
  });
  expect(webhooks).toEqual([
    {
      endpoint: {
        name: 'alerts:on-call',
        url: hook.url,
        secrets: [SECRET],
        allowPrivateAddresses: false,
      },
      severities: ['critical'],
      environments: ['production'],
    },
  ]);
});

it.each<[JsonObject, string]>([
  [{ defaults: { drift: { raiseAfter: 0 } } }, 'mlops.alerts.defaults.drift'],
  [{ defaults: { slow: { severity: 'info' } } }, 'mlops.alerts.defaults.slow'],
  [{ defaults: { drift: { deployment: 'risk' } } }, 'may not name one'],
  [{ defaults: { 'No Name': {} } }, 'lower-case letters'],
  [{ webhooks: [{ ...hook, url: 'ftp://x' }] }, 'url has to be a URL of https or http'],
  [{ webhooks: [{ ...hook, url: 'https://u:p@x' }] }, 'may not have a user name or password'],
  [{ webhooks: [{ ...hook, secret: 'hush' }] }, 'webhooks[0].secret: '],
  [{ webhooks: [hook, hook] }, 'mlops.alerts.webhooks[1] has the name of another one'],
  [{ webhooks: [{ ...hook, severities: ['loud'] }] }, 'severities has to be one of'],
  [{ lookEvery: { milliseconds: 10 } }, 'mlops.alerts.lookEvery'],
])('refuses %j, without secrets', (alerts, message) => {
  expect(() => read(alerts)).toThrow(message);
  expect(() => read(alerts)).not.toThrow('hush');
});
