import { randomUUID } from 'node:crypto';
import type { Evaluation, ModelSummary, Version } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { CardDocument, CardSubject, CardTexts } from '../CardSubject';
import { cardSections } from '../sections/cardSections';

const digest = `sha256:${'ab'.repeat(32)}`;

const model: ModelSummary = {
  name: 'flight-delay-risk',
  description: 'Risk that a flight arrives late.',
  owner: 'group:default/flight-operations',
  problemType: 'binary-classification',
  tags: ['flights'],
  stages: [],
  aliases: [],
  versionCount: 3,
  deployments: [],
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-01T08:00:00.000Z',
};

const version: Version = {
  model: model.name,
  version: 3,
  stage: 'None',
  aliases: [],
  format: 'onnx',
  digest,
  servable: true,
  description: '',
  notes: '',
  tags: [],
  parameters: {},
  datasets: [],
  signature: { inputs: [], outputs: [] },
  prediction: {},
  unservableOutputs: [],
  hasReference: false,
  metrics: {},
  createdAt: '2026-11-02T23:30:00.000Z',
  createdBy: 'user:default/ada',
};

/** A version of which nothing but the artifact is known. */
export const minimalSubject: CardSubject = {
  versionId: randomUUID(),
  model: { ...model, description: '', tags: [], problemType: 'other' },
  version,
  evaluations: [],
};

/** A version whose artifact the registry was only told of. */
export const externalSubject: CardSubject = {
  ...minimalSubject,
  version: {
    ...version,
    format: 'container-image',
    servable: false,
    uri: `registry.example/models/risk@${digest}`,
  },
};

const evaluation = (split: Evaluation['split'], fields: Partial<Evaluation>): Evaluation => ({
  id: split,
  name: 'nycflights13, held-out days',
  split,
  evaluatedAt: '2026-11-03T12:00:00.000Z',
  metrics: {},
  createdAt: '2026-11-03T12:00:00.000Z',
  createdBy: 'external:ci',
  ...fields,
});

/** A version of which everything is known. */
export const richSubject: CardSubject = {
  versionId: randomUUID(),
  model: { ...model, system: 'system:default/operations', entityRef: 'component:default/risk' },
  version: {
    ...version,
    sizeBytes: 345_678,
    description: 'Gradient boosting; missing weather has branches of its own.',
    tags: ['candidate'],
    algorithm: 'HistGradientBoostingClassifier',
    framework: { name: 'scikit-learn', version: '1.9.1' },
    parameters: { learning_rate: 0.05, early_stopping: false, solver: 'auto|fast', seed: null },
    source: {
      project: 'flights',
      run: 'nightly-42',
      runUrl: 'https://ci.example/runs/42',
      repository: 'https://git.example/flights',
      commit: '0123abc',
    },
    datasets: [
      {
        name: 'nycflights13',
        role: 'training',
        rows: 62_671,
        from: '2013-01-01',
        to: '2013-03-31T23:59:59Z',
        entityRef: 'resource:default/nycflights13',
        digest: `sha256:${'cd'.repeat(32)}`,
      },
      { name: 'held-out days', role: 'test', rows: 15_240 },
    ],
    signature: {
      inputs: [
        { name: 'carrier', datatype: 'BYTES', shape: [-1, 1] },
        { name: 'temp', datatype: 'FP32', shape: [-1, 1] },
      ],
      outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, 2] }],
    },
    prediction: {
      label: 'label',
      scores: 'probabilities',
      classes: ['0', '1'],
      positiveClass: '1',
    },
    unservableOutputs: [
      { name: 'sequence', reason: 'It is a sequence of maps.', remedy: 'Export with zipmap off.' },
    ],
    artifactInfo: {
      irVersion: 10,
      opsets: [{ domain: '', version: 21 }],
      producer: 'skl2onnx 1.19',
      parameterCount: 4_242,
      operators: ['TreeEnsemble'],
    },
    hasReference: true,
  },
  evaluations: [
    evaluation('train', { rows: 62_671, metrics: { auc: 0.761, log_loss: 0.4401 } }),
    evaluation('test', {
      rows: 15_240,
      threshold: 0.5,
      metrics: { auc: 0.715328, log_loss: 0.467582, cost_per_flight: 1234.56, tiny: 0.0000123 },
      undefinedMetrics: [{ name: 'brier', reason: 'A score is above 1' }],
      confusionMatrix: {
        labels: ['0', '1'],
        counts: [
          [11_578, 430],
          [2_690, 542],
        ],
      },
      classes: [
        { label: '0', rows: 12_008, metrics: { precision: 0.8115 } },
        { label: '1', rows: 3_232, metrics: { precision: 0.5576 } },
      ],
      calibrationCurve: [
        { predicted: 0.1, observed: 0.12, rows: 300 },
        { predicted: 0.8, observed: 0.7, rows: 100 },
      ],
      featureImportance: {
        method: 'permutation',
        values: [
          { feature: 'temp', importance: 0.022549, std: 0.001698 },
          { feature: 'scheduled_minute', importance: -0.072197 },
        ],
      },
    }),
  ],
};

/** A version whose every free text is the given one. */
export function hostileSubject(text: string): CardSubject {
  const { version: rich, model: richModel, evaluations } = richSubject;
  return {
    ...richSubject,
    model: { ...richModel, description: text },
    version: {
      ...rich,
      description: text,
      uri: text,
      createdBy: text,
      algorithm: text,
      framework: { name: text, version: text },
      parameters: { [text]: text },
      source: {
        project: text,
        workflow: text,
        run: text,
        runUrl: `https://ci.example/${text}`,
        repository: text,
        commit: text,
        user: text,
      },
      datasets: [{ name: text, role: 'training', from: text, to: text }],
      signature: { inputs: [{ name: text, datatype: 'BYTES', shape: [] }], outputs: [] },
      prediction: { classes: [text], positiveClass: text },
      unservableOutputs: [{ name: text, reason: text, remedy: text }],
      artifactInfo: {
        ...rich.artifactInfo!,
        producer: text,
        opsets: [{ domain: text, version: 1 }],
      },
    },
    evaluations: evaluations.map(one => ({
      ...one,
      name: text,
      metrics: { [text]: 1 },
      undefinedMetrics: [{ name: text, reason: text }],
      confusionMatrix: { labels: [text], counts: [[1]] },
      classes: [{ label: text, metrics: { [text]: 1 } }],
      featureImportance: { method: text, values: [{ feature: text, importance: 1 }] },
    })),
  };
}

/** The card of a subject as the service would make it, with the given words. */
export function documentOf(
  subject: CardSubject,
  texts: CardTexts = {},
  carriedOverFrom?: number,
): CardDocument {
  const sections = cardSections.map(({ id, title, guidance, needsPerson, generate }) => ({
    id,
    title,
    guidance,
    needsPerson,
    generated: generate(subject),
    written: texts[id] ?? '',
    ...(texts[id] && carriedOverFrom !== undefined && { carriedOverFrom }),
  }));
  return {
    card: {
      model: subject.model.name,
      version: subject.version.version,
      revision: 2,
      writtenAt: '2026-11-04T10:00:00.000Z',
      writtenBy: 'user:default/ada',
      complete: false,
      sections,
    },
    subject,
    writers: Object.fromEntries(
      Object.keys(texts).map(id => [
        id,
        { by: 'user:default/grace', at: '2026-11-03T10:00:00.000Z' },
      ]),
    ),
  };
}

/** Puts versions of one model into the database; gives their ids by their numbers. */
export async function insertVersions(
  knex: Knex,
  name: string,
  versions: Array<{ version: number; deleted?: boolean }>,
): Promise<Map<number, string>> {
  const now = new Date();
  const modelId = randomUUID();
  await knex('models').insert({
    id: modelId,
    name,
    description: '',
    owner: 'group:default/flight-operations',
    problem_type: 'other',
    tags: '[]',
    version_count: versions.length,
    created_at: now,
    updated_at: now,
  });
  const ids = new Map(versions.map(one => [one.version, randomUUID()]));
  for (const one of versions) {
    await knex('versions').insert({
      id: ids.get(one.version),
      model_id: modelId,
      version: one.version,
      stage: 'None',
      digest,
      description: '',
      details: '{}',
      created_at: now,
      created_by: 'user:default/ada',
      deleted_at: one.deleted ? now : null,
    });
  }
  return ids;
}
