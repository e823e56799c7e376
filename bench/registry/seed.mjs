// Fills a database with a registry of as many models as wanted, ten versions each, by SQL: what stands in the tables is
// what registering them one by one would have left there. As in a company that grows, there are more teams, systems and
// words the more models there are, and each has about as many models; shares, such as that of a framework, stay.
const VERSIONS = 10;
const MODELS_OF_TEAM = 50;
const MODELS_OF_SYSTEM = 100;
const MODELS_OF_WORD = 10;

/** Draws from a list by a hash of the model's number, so that two registries differ in size only. */
const draw = (list, salt) =>
  `(ARRAY[${list.map(item => `'${item}'`).join(',')}])[1 + mod(abs(hashtext(i::text || '${salt}')), ${list.length})]`;

const COMMON = [
  'risk',
  'churn',
  'demand',
  'price',
  'fraud',
  'delay',
  'credit',
  'load',
  'yield',
  'rank',
];
const FRAMEWORKS = ['scikit-learn', 'xgboost', 'lightgbm', 'pytorch', 'tensorflow', 'h2o'];
const PROBLEMS = ['binary-classification', 'multiclass-classification', 'regression', 'clustering'];
const TAGS = Array.from({ length: 10 }, (_, index) => `tag-${index}`);
const DETAILS = JSON.stringify({
  parameters: { learning_rate: 0.05, max_iter: 150, max_leaf_nodes: 15, random_state: 2013 },
  datasets: [
    { name: 'events', role: 'training', entityRef: 'resource:default/events', rows: 62671 },
  ],
  signature: {
    inputs: Array.from({ length: 15 }, (_, index) => ({
      name: `feature_${index}`,
      datatype: 'FP32',
      shape: [-1, 1],
    })),
    outputs: [
      { name: 'label', datatype: 'INT64', shape: [-1] },
      { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
    ],
  },
  prediction: { label: 'label', scores: 'probabilities', classes: ['0', '1'], positiveClass: '1' },
  unservableOutputs: [],
  artifactInfo: {
    irVersion: 8,
    opsets: [{ domain: 'ai.onnx', version: 17 }],
    producer: 'skl2onnx 1.17',
    parameterCount: 4500,
    operators: ['ai.onnx.ml.TreeEnsembleClassifier', 'Cast'],
  },
});

/** A word that about ten models have, whatever their number. */
export const WORD = 'w7x';

/**
 * @param {import("knex").Knex.Transaction} knex - whose connection keeps a temporary table
 * @param {number} models
 */
export async function seed(knex, models) {
  const raw = sql => knex.raw(sql);
  await raw(`
    CREATE TEMP TABLE drawn AS SELECT i, gen_random_uuid() AS id,
      ${draw(COMMON, 'name')} AS common, 'w' || mod(abs(hashtext(i::text || 'word')), ${models / MODELS_OF_WORD}) || 'x' AS word,
      'group:default/team-' || mod(abs(hashtext(i::text || 'owner')), ${models / MODELS_OF_TEAM}) AS owner,
      'system:default/system-' || mod(abs(hashtext(i::text || 'system')), ${models / MODELS_OF_SYSTEM}) AS system,
      ${draw(FRAMEWORKS, 'framework')} AS framework, ${draw(PROBLEMS, 'problem')} AS problem,
      ${draw(TAGS, 'a')} AS tag_a, ${draw(TAGS, 'b')} AS tag_b,
      mod(abs(hashtext(i::text || 'production')), 10) < 3 AS in_production,
      mod(abs(hashtext(i::text || 'deployed')), 10) = 0 AS is_deployed,
      0.5 + mod(abs(hashtext(i::text || 'auc')), 100000) / 200000.0 AS auc,
      timestamptz '2026-01-01' + mod(abs(hashtext(i::text || 'time')), 25000000) * interval '1 second' AS at
    FROM generate_series(1, ${models}) AS i`);
  await raw(`
    INSERT INTO models (id, name, description, owner, system, problem_type, tags, version_count, live_versions,
      latest_version, framework, created_at, updated_at)
    SELECT id, common || '-' || word || '-' || i, 'Tells the ' || common || ' of ' || word, owner, system, problem,
      CASE WHEN tag_a = tag_b THEN json_build_array(tag_a) ELSE json_build_array(tag_a, tag_b) END::text,
      ${VERSIONS}, ${VERSIONS}, ${VERSIONS}, framework, at, at FROM drawn`);
  await raw(`
    INSERT INTO versions (id, model_id, version, stage, format, digest, artifact_bytes, description, framework,
      framework_version, algorithm, details, created_at, created_by)
    SELECT gen_random_uuid(), id, v, CASE WHEN NOT in_production OR v = ${VERSIONS} THEN 'None'
        WHEN v = ${VERSIONS - 1} THEN 'Production' ELSE 'Archived' END,
      'onnx', 'sha256:' || md5(i || '-' || v) || md5(v || '-' || i), 51200, '', framework, '1.9.1',
      'HistGradientBoostingClassifier', '${DETAILS}', at + v * interval '1 hour', 'user:default/guest'
    FROM drawn, generate_series(1, ${VERSIONS}) AS v`);
  await raw(`
    INSERT INTO evaluations (id, version_id, model_id, split, name, evaluated_at, metrics, details, created_at, created_by)
    SELECT gen_random_uuid(), versions.id, drawn.id, 'test', 'held-out', versions.created_at,
      json_build_object('auc', auc, 'log_loss', 1 - auc)::text, '{"rows":15240}', versions.created_at, 'user:default/guest'
    FROM versions JOIN drawn ON drawn.id = versions.model_id`);
  await raw(`
    INSERT INTO model_terms (model_id, term)
    SELECT id, term FROM drawn, LATERAL (SELECT unnest(ARRAY['tells', 'the', 'of', common, word, i::text, 'group', 'system',
        'default', 'team', 'tag', 'histgradientboostingclassifier', split_part(owner, '-', 2), split_part(tag_a, '-', 2)]
        || string_to_array(framework, '-')) AS term) AS terms
    GROUP BY id, term`);
  await raw(`
    INSERT INTO model_prefixes (model_id, prefix, model_name)
    SELECT DISTINCT model_id, left(term, length), name
    FROM model_terms JOIN models ON models.id = model_id, generate_series(1, length(term)) AS length`);
  await raw(
    `INSERT INTO model_tags (model_id, tag) SELECT id, tag_a FROM drawn UNION SELECT id, tag_b FROM drawn`,
  );
  await raw(`
    INSERT INTO model_metrics (model_id, metric, value, model_name)
    SELECT drawn.id, metric, CASE metric WHEN 'test.auc' THEN auc ELSE 1 - auc END, models.name
    FROM drawn JOIN models ON models.id = drawn.id, unnest(ARRAY['test.auc', 'test.log_loss']) AS metric`);
  await raw(`
    INSERT INTO model_aliases (model_id, alias, version, updated_at, updated_by)
    SELECT id, 'champion', ${VERSIONS - 1}, at, 'user:default/guest' FROM drawn WHERE in_production`);
  await raw(`
    INSERT INTO deployments (id, name, model_id, target, revision, version, allow_event_time, created_at, updated_at)
    SELECT gen_random_uuid(), 'endpoint-' || i, id, 'embedded', 1, ${VERSIONS - 1}, false, at, at
    FROM drawn WHERE is_deployed`);
  await raw('DROP TABLE drawn');
}
