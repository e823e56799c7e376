import { TestDatabases } from '@backstage/backend-test-utils';
import type { ProblemType } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import type { DeploymentRow } from '../deployments/DeploymentRow';
import { ComparisonService } from './ComparisonService';
import { DatabaseLabelStore } from './LabelStore';
import { DatabasePredictionStore } from './PredictionStore';
import type { Outputs, StoredPrediction } from './PredictionStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const row = { name: 'd', model: 'risk', version: 1, canary: null, challengers: [2] } as unknown;
const SINCE = 1_000;

/** Uniform in [0, 1), the same in every run. */
function uniform() {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface Request {
  label: string;
  first: Outputs;
  second: Outputs;
}

/** Two classifiers, the second of which is less at a loss. */
function classified(count: number, noise: [number, number]): Request[] {
  const random = uniform();
  return Array.from({ length: count }, () => {
    const truth = random() < 0.4 ? 1 : 0;
    const said = (of: number): Outputs => {
      const score = Math.min(0.99, Math.max(0.01, 0.3 + 0.4 * truth + (random() - 0.5) * of));
      return { label: Number(score >= 0.5), 'p[0]': 1 - score, 'p[1]': score };
    };
    return { label: String(truth), first: said(noise[0]), second: said(noise[1]) };
  });
}

describe.each(databases.eachSupportedId())('comparisons, %s', databaseId => {
  let knex: Knex;
  let predictions: DatabasePredictionStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    predictions = new DatabasePredictionStore(knex);
  });

  const serviceFor = (problemType: ProblemType = 'binary-classification') =>
    new ComparisonService(
      predictions,
      {
        versionOf: async (_, version) =>
          version > 2
            ? undefined
            : {
                prediction:
                  problemType === 'regression'
                    ? { value: 'y' }
                    : { label: 'label', scores: 'p', classes: ['0', '1'], positiveClass: '1' },
              },
        problemTypeOf: async () => problemType,
        togetherSince: async () => new Date(SINCE),
      },
      { alpha: 0.05, margin: 0.02 },
    );

  async function log(
    requests: Request[],
    labelled = requests.length,
    rowsEach = 1,
    loggedAt = new Date(SINCE),
  ) {
    const idOf = (index: number) => `r${String(Math.floor(index / rowsEach)).padStart(6, '0')}`;
    const stored = requests.flatMap(({ first, second }, index): StoredPrediction[] => {
      const common = {
        deployment: 'd',
        predictionId: idOf(index),
        row: index % rowsEach,
        time: SINCE + index,
      };
      return [
        { ...common, version: 1, role: 'champion', latencyMs: 4, outputs: first },
        { ...common, version: 2, role: 'challenger', latencyMs: 2, outputs: second },
      ];
    });
    await predictions.add(stored, loggedAt);
    await knex.transaction(async tx => {
      await new DatabaseLabelStore(knex).put(
        tx,
        'd',
        requests
          .slice(0, labelled)
          .map(({ label }, index) => ({ predictionId: idOf(index), row: index % rowsEach, label })),
      );
    });
  }

  const compare = (
    query: Partial<Parameters<ComparisonService['compare']>[1]> = {},
    problemType?: ProblemType,
    of: object = {},
  ) =>
    serviceFor(problemType).compare(
      { ...(row as DeploymentRow), ...of },
      {
        version: 2,
        range: {},
        ...query,
      },
    );

  it('say that nothing can be said without labels, and what can', async () => {
    await log(classified(300, [1.2, 0.6]), 0);
    expect(await compare()).toMatchObject({
      version: 2,
      role: 'challenger',
      against: 1,
      from: null,
      to: null,
      since: new Date(SINCE).toISOString(),
      pairs: 300,
      requests: 300,
      truncated: false,
      agreement: { pairs: 300, share: expect.any(Number), kappa: expect.any(Number) },
      scores: { of: 'score', pairs: 300, quantiles: { length: 5 } },
      latencyMs: { version: { p50: expect.closeTo(2, 1) }, against: { p50: expect.closeTo(4, 1) } },
      labelled: { pairs: 0, requests: 0, unusable: 0, truncated: false },
      metrics: [],
      verdict: { result: 'unlabelled', alpha: 0.05, margin: 0.02 },
    });
  });

  it('find the better version, and the worse one seen from the other', async () => {
    await log(classified(600, [1.8, 0.6]));
    const found = await compare();
    expect(found.verdict).toMatchObject({
      result: 'better',
      metric: 'auc',
      sentence: expect.stringMatching(
        /^Version 2 is better than version 1: its AUC is 0\.\d+ against 0\.\d+, higher by 0\.\d+ to 0\.\d+\.$/,
      ),
    });
    expect(found.metrics.map(({ name }) => name)).toEqual(['auc', 'accuracy', 'log_loss']);
    for (const { difference, alwaysValid, bootstrap, better } of found.metrics) {
      expect(Math.sign(difference)).toBe(better === 'higher' ? 1 : -1);
      expect(bootstrap!.low).toBeGreaterThan(alwaysValid.low);
      expect(bootstrap!.high).toBeLessThan(alwaysValid.high);
    }
    const { mcnemar } = found;
    expect(mcnemar!.both + mcnemar!.versionOnly + mcnemar!.againstOnly + mcnemar!.neither).toBe(
      600,
    );
    expect(mcnemar!.pValue).toBeLessThan(0.001);
    const other = await compare({ version: 1, against: 2 });
    expect(other.verdict).toMatchObject({ result: 'worse', metric: 'auc' });
    expect(other.metrics[0].difference).toBeCloseTo(-found.metrics[0].difference, 12);
  });

  it('wait for a hundred labelled requests, then for as many as the margin needs', async () => {
    await log(classified(400, [1, 1]), 60);
    expect((await compare()).verdict).toMatchObject({
      result: 'not-enough-data',
      sentence: 'Not enough data: 60 of at least 100 labelled requests.',
    });
    await log(classified(400, [1, 1]));
    const { verdict } = await compare();
    expect(verdict).toMatchObject({
      result: 'not-enough-data',
      sentence: expect.stringMatching(
        /^No difference shown yet: the AUC of version 2 may differ .* labelled requests tell a difference of 0\.02; there are 400\.$/,
      ),
    });
    expect(verdict.requestsNeeded).toBeGreaterThan(400);
    expect((await compare({ margin: 0.5 })).verdict).toMatchObject({
      result: 'no-difference',
      requestsNeeded: 100,
    });
  });

  it('decide by the metric, the chance and the range that are asked', async () => {
    await log(classified(600, [1.8, 0.6]));
    const asked = { metric: 'log_loss' as const, alpha: 0.01, margin: 0.1 };
    const { verdict, metrics } = await compare(asked);
    expect(verdict).toMatchObject({ result: 'better', metric: 'log_loss', alpha: 0.01 });
    const loss = metrics.find(({ name }) => name === 'log_loss')!;
    expect(verdict.marginOfMetric).toBeCloseTo(0.1 * loss.against, 12);
    const range = { from: SINCE + 100, to: SINCE + 200 };
    expect(await compare({ range })).toMatchObject({
      pairs: 100,
      from: new Date(range.from).toISOString(),
      to: new Date(range.to).toISOString(),
      since: null,
    });
  });

  it('take what was stored since both serve as they do, whenever it happened', async () => {
    await log(classified(3, [1, 1]), 0, 1, new Date(SINCE - 1));
    expect(await compare()).toMatchObject({ pairs: 0, since: new Date(SINCE).toISOString() });
    expect(await compare({ range: { from: 0 } })).toMatchObject({ pairs: 3, since: null });
  });

  it('count rows of one request as one', async () => {
    await log(classified(1_200, [1.6, 1.2]), 1_200, 12);
    const { requests, pairs, metrics } = await compare();
    expect({ requests, pairs }).toEqual({ requests: 100, pairs: 1_200 });
    expect(metrics[0]).toMatchObject({ requests: 100, pairs: 1_200 });
  });

  it('leave out labels that mean nothing, and name a metric that has too few of a class', async () => {
    const requests = classified(150, [1, 1]).map((request, index) => ({
      ...request,
      label: index < 5 ? '1' : '0',
    }));
    await log([{ ...requests[0], label: 'perhaps' }, ...requests]);
    const { labelled, undefinedMetrics, metrics, verdict } = await compare();
    expect(labelled).toEqual({ pairs: 150, requests: 150, unusable: 1, truncated: false });
    expect(undefinedMetrics).toEqual([
      {
        name: 'auc',
        reason: 'It needs 10 labels of each class: there are 5 of 1 and 145 others',
      },
    ]);
    expect(metrics.map(({ name }) => name)).toEqual(['accuracy', 'log_loss']);
    expect(verdict).toMatchObject({ result: 'not-enough-data', metric: 'auc' });
  });

  it('compare values of regressions', async () => {
    const random = uniform();
    const valued = Array.from({ length: 500 }, (): Request => {
      const truth = 100 * random();
      return {
        label: String(truth),
        first: { y: truth + 20 * (random() - 0.5) },
        second: { y: truth + 10 * (random() - 0.5) },
      };
    });
    await log([...valued, { label: 'n/a', first: { y: 1 }, second: { y: 2 } }]);
    const found = await compare({}, 'regression');
    expect(found).toMatchObject({
      scores: { of: 'value', pairs: 501 },
      labelled: { pairs: 500, unusable: 1 },
      verdict: { result: 'better', metric: 'rmse' },
    });
    expect(found.verdict.sentence).toMatch(/its RMSE is 2\.\d+ against 5\.\d+, lower by/);
    expect(found.metrics.map(({ name }) => name)).toEqual(['rmse', 'mae']);
    expect(found).not.toHaveProperty('mcnemar');
    expect(found).not.toHaveProperty('agreement');
  });

  it('can tell nothing by labels from versions that say the same', async () => {
    const same = classified(300, [1, 1]).map(({ label, first }) => ({
      label,
      first,
      second: first,
    }));
    await log(same);
    const { verdict, agreement } = await compare();
    expect(agreement).toMatchObject({ share: 1 });
    expect(verdict).toMatchObject({
      result: 'not-enough-data',
      sentence: "By AUC, the labels so far can't tell version 2 from version 1.",
    });
  });

  it('say of a canary that there is nothing to pair', async () => {
    const canary = { canary: { version: 2, weight: 5 }, challengers: [] };
    const { verdict, role } = await compare({}, undefined, canary);
    expect(role).toBe('canary');
    expect(verdict.sentence).toMatch(/^A canary answers other requests/);
  });

  it.each([
    ['a version that there is not', { version: 9 }, 'NotFoundError', /no version 9/],
    ['a version with itself', { version: 1 }, 'InputError', /itself/],
    ['by a metric of others', { metric: 'rmse' as const }, 'InputError', /not by rmse/],
  ])('refuse %s', async (_, query, name, message) => {
    await log(classified(3, [1, 1]));
    await expect(compare(query)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('refuse to compare with nothing', async () => {
    await expect(compare({}, undefined, { version: null })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'Nothing is deployed at d to compare with: say "against"',
    });
  });
});
