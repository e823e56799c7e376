// Many models of other teams, registered by API as a pipeline does it: what a list has to be searched in.
import { createHash } from 'node:crypto';

/** A model that a person registered by API. */
export const BY_HAND = 'by-hand';
const FLOCK_SIZE = 1_000;
const AT_ONCE = 16;

const KINDS = [
  { name: 'churn', description: 'Who will leave us', problemType: 'binary-classification' },
  {
    name: 'fraud',
    description: 'Payments that nobody meant',
    problemType: 'binary-classification',
  },
  { name: 'demand', description: 'Sales of the coming week', problemType: 'regression' },
  { name: 'intent', description: 'What a caller wants', problemType: 'multiclass-classification' },
];
const FRAMEWORKS = ['scikit-learn', 'xgboost', 'pytorch'];

/**
 * The model of an index: a quarter have no version yet; the others have an AUC of their own between 0.5 and 1 on the
 * test data.
 */
function flockModel(index) {
  const { name: kind, ...described } = KINDS[index % KINDS.length];
  const name = `${kind}-${String(index).padStart(4, '0')}`;
  const hasVersion = index % 8 > 1;
  return {
    name,
    owner: 'group:default/model-governance',
    ...described,
    tags: [kind, `region-${index % 10}`],
    ...(hasVersion && { version: flockVersion(name, index) }),
  };
}

const flockVersion = (name, index) => ({
  framework: { name: FRAMEWORKS[index % FRAMEWORKS.length], version: '1.0' },
  algorithm: 'Ensemble',
  artifact: {
    format: 'pickle',
    uri: `s3://models/${name}/1/model.pkl`,
    digest: `sha256:${createHash('sha256').update(name).digest('hex')}`,
  },
  evaluations: [
    {
      name: 'Held-out',
      split: 'test',
      rows: 1000,
      metrics: { auc: (5_000 + index * 5) / 10_000, accuracy: 0.7 },
    },
  ],
});

/** All of them, in the order of their numbers. */
export const flock = Array.from({ length: FLOCK_SIZE }, (_, index) => flockModel(index));

export const aucOf = ({ version }) => version?.evaluations[0].metrics.auc;

/** Registers all of them, several at a time. */
export async function registerFlock(call) {
  const waiting = [...flock];
  const registerSome = async () => {
    for (let model = waiting.shift(); model; model = waiting.shift()) {
      await call('POST', '/models', model);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, registerSome));
}

/** A model registered by hand, with two versions that describe what is kept elsewhere. */
export async function registerByHand(call) {
  const version = (number, learningRate) => ({
    ...flockVersion(`${BY_HAND}-${number}`, number),
    parameters: { learning_rate: learningRate },
    description: `The ${number === 1 ? 'first' : 'second'} try`,
  });
  await call('POST', '/models', {
    name: BY_HAND,
    owner: 'group:default/flight-operations',
    problemType: 'binary-classification',
    version: version(1, 0.1),
  });
  await call('POST', `/models/${BY_HAND}/versions`, version(2, 0.05));
}
