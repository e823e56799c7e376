// What a person does who looks after a model that serves: rules and their alerts, what came true, trainings, all deployments at once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withoutBrowser } from './chromium.mjs';
import { personInPortal, registered } from './personInPortal.mjs';
import { describeAccessibility } from './watching/accessibility.mjs';
import { describeAlerts } from './watching/alerts.mjs';
import { describeFleet } from './watching/fleet.mjs';
import { ask, deploy, hotFlights, MODEL } from './watching/flights.mjs';
import { describeIntervals } from './watching/intervals.mjs';
import { describePerformance } from './watching/performance.mjs';
import { describeRetraining } from './watching/retraining.mjs';
import { startTrainingFarm } from './watching/trainingFarm.mjs';

/** The sample portal, with a training farm, every prediction logged, and so quick that nobody has to wait. */
const settings = farm => ({
  monitoring: { settlingTime: { seconds: 2 }, lateness: { seconds: 0 } },
  alerts: { lookEvery: { seconds: 1 } },
  predictions: { environments: { development: { requestsPerSecond: 1000 } } },
  retraining: {
    pollInterval: { seconds: 1 },
    webhooks: [
      {
        name: 'farm',
        title: 'Training farm',
        url: farm.url,
        secret: farm.secret,
        allowPrivateAddresses: true,
      },
    ],
  },
});

describe('a person who looks after a model', { skip: withoutBrowser }, () => {
  const person = {};
  let farm;

  before(async () => {
    farm = await startTrainingFarm();
    const env = { APP_CONFIG_mlops: JSON.stringify(settings(farm)) };
    Object.assign(person, await personInPortal({ settings: async () => ({ env }) }));
    const { call } = person;
    await registered(call, MODEL, 2);
    await registered(call, 'flight-arrival-delay', 1);
    const deployment = await deploy(call);
    const answered = await ask(call, deployment, await hotFlights());
    const { algorithm, framework, prediction } = await call('GET', `/models/${MODEL}/versions/2`);
    Object.assign(person, {
      farm,
      deployment,
      answered,
      metadata: { algorithm, framework, prediction },
    });
  });

  after(async () => {
    await person.leave?.();
    await farm?.close();
  });

  describeAlerts(person);
  describePerformance(person);
  describeRetraining(person);
  describeFleet(person);
  describeIntervals(person);
  describeAccessibility(person);

  it('met no error in the browser', () => {
    assert.deepEqual(person.problems, []);
  });
});
