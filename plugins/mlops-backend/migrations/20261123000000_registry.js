// The registry whole: finding models by word, tag and metric, aliases, other formats, deletion, model cards.

/** Words of the search, as they were told apart when this was written. */
function termsOf(...texts) {
  const words = texts
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words.filter(Boolean).map(word => [...word].slice(0, 64).join('')))];
}

const MAX_METRIC = 200;
const PAGE = 500;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Inserts rows, a few at a time: SQLite takes no more than some thousand values. */
async function insertAll(knex, table, rows) {
  for (let start = 0; start < rows.length; start += 200) {
    await knex(table).insert(rows.slice(start, start + 200));
  }
}

/** Fills what the lists are searched and sorted by from what is there, a few models at a time. */
async function describeModels(knex) {
  let last = NO_ID;
  for (;;) {
    const models = await knex('models').where('id', '>', last).orderBy('id').limit(PAGE);
    if (models.length === 0) {
      return;
    }
    const ids = models.map(model => model.id);
    const versions = await knex('versions')
      .join('models', 'models.id', 'versions.model_id')
      .whereIn('models.id', ids)
      .whereRaw('versions.version = models.version_count')
      .select('versions.id', 'versions.model_id', 'versions.framework', 'versions.algorithm');
    const latest = new Map(versions.map(version => [version.model_id, version]));
    for (const model of models) {
      await knex('models')
        .where({ id: model.id })
        .update({
          declared_by: model.entity_ref,
          framework: (latest.get(model.id)?.framework ?? '').toLowerCase().slice(0, 100),
          live_versions: model.version_count,
          latest_version: model.version_count || null,
        });
    }
    await insertAll(
      knex,
      'model_terms',
      models.flatMap(model => {
        const { framework, algorithm } = latest.get(model.id) ?? {};
        const texts = [model.name, model.description, model.owner, ...JSON.parse(model.tags)];
        return termsOf(...texts, framework ?? '', algorithm ?? '').map(term => ({
          model_id: model.id,
          term,
        }));
      }),
    );
    await insertAll(
      knex,
      'model_tags',
      models.flatMap(model =>
        [...new Set(JSON.parse(model.tags))].map(tag => ({ model_id: model.id, tag })),
      ),
    );
    const nameOf = new Map(models.map(model => [model.id, model.name]));
    await insertAll(
      knex,
      'model_metrics',
      (await metricsOf(knex, versions)).map(row => ({
        ...row,
        model_name: nameOf.get(row.model_id),
      })),
    );
    last = ids[ids.length - 1];
  }
}

/** The metrics of versions, from the newest evaluation of each split. */
async function metricsOf(knex, versions) {
  const modelOf = new Map(versions.map(version => [version.id, version.model_id]));
  const evaluations = await knex('evaluations')
    .whereIn('version_id', [...modelOf.keys()])
    .orderBy(['version_id', 'evaluated_at', 'created_at', 'id'])
    .select('version_id', 'split', 'metrics');
  const newest = new Map(evaluations.map(one => [`${one.version_id} ${one.split}`, one]));
  return [...newest.values()].flatMap(({ version_id: id, split, metrics }) =>
    Object.entries(JSON.parse(metrics))
      .filter(([name, value]) => name.length <= MAX_METRIC && Number.isFinite(value))
      .map(([name, value]) => ({ model_id: modelOf.get(id), metric: `${split}.${name}`, value })),
  );
}

/** Rewrites the details of every version, a few at a time. */
async function rewriteDetails(knex, rewrite) {
  let last = NO_ID;
  for (;;) {
    const rows = await knex('versions')
      .select('id', 'details')
      .where('id', '>', last)
      .orderBy('id')
      .limit(500);
    if (rows.length === 0) {
      return;
    }
    for (const row of rows) {
      await knex('versions')
        .where({ id: row.id })
        .update({ details: JSON.stringify(rewrite(JSON.parse(row.details))) });
    }
    last = rows[rows.length - 1].id;
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Words are compared by code point, so that a prefix is a range of an index whatever the database's language.
  const byCodePoint = (table, name, length) =>
    knex.client.config.client === 'pg'
      ? table.specificType(name, `varchar(${length}) collate "C"`)
      : table.string(name, length);

  // Columns are added and dropped but never altered: SQLite would make the table anew, and with it drop what refers to it.
  await knex.schema.alterTable('models', table => {
    table.string('declared_by', 200).nullable().comment('The entity it was registered from');
    table.string('system', 200).nullable().comment('Entity reference, in lower case');
    table.string('framework', 100).notNullable().defaultTo('').comment('Of the latest version');
    table.integer('live_versions').notNullable().defaultTo(0).comment('Versions not deleted');
    table.integer('latest_version').nullable().comment('The highest that is not deleted');
    table.timestamp('deleted_at', { useTz: true }).nullable();
    table.dropUnique(['entity_ref']);
    table.dropIndex(['owner']);
    table.dropIndex(['problem_type']);
    table.unique(['declared_by']);
    table.index(['owner', 'name']);
    table.index(['problem_type', 'name']);
    table.index(['framework', 'name']);
    table.index(['live_versions', 'name']);
    table.index(['created_at', 'name']);
    table.index(['system', 'name']);
    table.index(['deleted_at', 'name']);
  });
  await knex.raw('ALTER TABLE models DROP COLUMN search_text');

  await knex.schema.alterTable('versions', table => {
    table.string('format', 30).notNullable().defaultTo('onnx');
    table.boolean('stored').notNullable().defaultTo(true).comment('Whether the registry has it');
    table.text('uri').nullable().comment('Where the artifact came from, or where it is');
    table.bigInteger('artifact_bytes').nullable();
    table.text('notes').notNullable().defaultTo('');
    table.text('tags').notNullable().defaultTo('[]').comment('JSON array of strings');
    table.timestamp('deleted_at', { useTz: true }).nullable();
    table.dropUnique(['model_id', 'digest']);
    table.dropIndex(['model_id', 'stage']);
    table.index(['model_id', 'digest']);
    table.index(['model_id', 'stage', 'version']);
    table.index(['stage', 'model_id']);
    table.index(['deleted_at']);
  });
  await knex('versions').update({ artifact_bytes: knex.ref('size_bytes') });
  await knex.raw('ALTER TABLE versions DROP COLUMN size_bytes');
  await rewriteDetails(knex, ({ dataset, ...details }) => ({
    ...details,
    datasets: dataset ? [{ ...dataset, role: 'training' }] : [],
    unservableOutputs: [],
  }));

  await knex.schema.alterTable('evaluations', table => {
    table
      .uuid('model_id')
      .nullable()
      .comment('Of the version, for the metrics of a model over time');
    table.index(['model_id', 'evaluated_at', 'id']);
  });
  await knex.raw(
    'UPDATE evaluations SET model_id = (SELECT model_id FROM versions WHERE versions.id = evaluations.version_id)',
  );

  await knex.schema.createTable('model_terms', table => {
    table.comment('The words that a model is found by');
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    byCodePoint(table, 'term', 64).notNullable();
    table.primary(['model_id', 'term']);
    table.index(['term', 'model_id']);
  });

  await knex.schema.createTable('model_tags', table => {
    table.comment('The tags of models');
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.string('tag', 63).notNullable();
    table.primary(['model_id', 'tag']);
    table.index(['tag', 'model_id']);
  });

  await knex.schema.createTable('model_metrics', table => {
    table.comment(
      'The metrics of the latest version of models, from the newest evaluation of each split',
    );
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.string('metric', 220).notNullable().comment('Split, point and name');
    table.double('value').notNullable();
    table.string('model_name', 63).notNullable().comment('Which never changes');
    // With the value in it, so that a look at a model's metric reads the index only.
    table.primary(['model_id', 'metric', 'value']);
    table.index(['metric', 'value', 'model_id']);
    // So that a list by name that is bounded by a metric is read off the index.
    table.index(['metric', 'model_name', 'value']);
  });

  await knex.schema.createTable('model_aliases', table => {
    table.comment('Movable names of versions');
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.string('alias', 63).notNullable();
    table.integer('version').notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.string('updated_by', 200).notNullable();
    table.primary(['model_id', 'alias']);
    table.index(['alias', 'model_id']);
  });

  await knex.schema.createTable('card_revisions', table => {
    table.comment('What people wrote on model cards');
    table.uuid('version_id').notNullable().references('versions.id').onDelete('CASCADE');
    table.integer('revision').notNullable();
    table.text('sections').notNullable().comment('JSON: Markdown by section, all of them');
    table.text('changed').notNullable().comment('JSON array of the sections changed');
    table.timestamp('written_at', { useTz: true }).notNullable();
    table.string('written_by', 200).notNullable();
    table.primary(['version_id', 'revision']);
  });

  await describeModels(knex);
};

/**
 * Goes back as far as the tables before can hold it: versions without bytes, further versions of the same artifact and
 * what was deleted are lost.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'card_revisions',
    'model_aliases',
    'model_metrics',
    'model_tags',
    'model_terms',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('evaluations', table => {
    table.dropIndex(['model_id', 'evaluated_at', 'id']);
  });
  await knex.raw('ALTER TABLE evaluations DROP COLUMN model_id');

  await knex('versions').whereNotNull('deleted_at').orWhere('stored', false).delete();
  await knex.raw(
    'DELETE FROM versions WHERE EXISTS (SELECT 1 FROM versions AS earlier WHERE earlier.model_id = versions.model_id' +
      ' AND earlier.digest = versions.digest AND earlier.version < versions.version)',
  );
  const gone = () => knex('models').whereNotNull('deleted_at');
  const endpoints = knex('deployments').whereIn('model_id', gone().select('id'));
  await knex('windows').whereIn('deployment', endpoints.clone().select('name')).delete();
  await endpoints.clone().delete();
  await gone().delete();
  await rewriteDetails(knex, ({ datasets, source, unservableOutputs, ...details }) => {
    const { role, entityRef, digest, ...dataset } =
      datasets.find(one => one.role === 'training') ?? {};
    return { ...details, ...(dataset.name && { dataset }) };
  });
  await knex.raw('ALTER TABLE versions ADD COLUMN size_bytes bigint NOT NULL DEFAULT 0');
  await knex('versions').update({ size_bytes: knex.raw('coalesce(artifact_bytes, 0)') });
  await knex.schema.alterTable('versions', table => {
    table.dropIndex(['deleted_at']);
    table.dropIndex(['stage', 'model_id']);
    table.dropIndex(['model_id', 'stage', 'version']);
    table.dropIndex(['model_id', 'digest']);
    table.unique(['model_id', 'digest']);
    table.index(['model_id', 'stage']);
  });
  for (const column of [
    'deleted_at',
    'tags',
    'notes',
    'artifact_bytes',
    'uri',
    'stored',
    'format',
  ]) {
    await knex.raw(`ALTER TABLE versions DROP COLUMN ${column}`);
  }

  await knex.raw("ALTER TABLE models ADD COLUMN search_text text NOT NULL DEFAULT ''");
  for (const model of await knex('models').select('*')) {
    await knex('models')
      .where({ id: model.id })
      .update({
        entity_ref: model.declared_by,
        search_text: [model.name, model.description, model.owner, ...JSON.parse(model.tags)]
          .join('\n')
          .toLowerCase(),
      });
  }
  await knex.schema.alterTable('models', table => {
    table.dropIndex(['deleted_at', 'name']);
    table.dropIndex(['system', 'name']);
    table.dropIndex(['created_at', 'name']);
    table.dropIndex(['live_versions', 'name']);
    table.dropIndex(['framework', 'name']);
    table.dropIndex(['problem_type', 'name']);
    table.dropIndex(['owner', 'name']);
    table.dropUnique(['declared_by']);
    table.index(['problem_type']);
    table.index(['owner']);
    table.unique(['entity_ref']);
  });
  for (const column of [
    'deleted_at',
    'latest_version',
    'live_versions',
    'framework',
    'system',
    'declared_by',
  ]) {
    await knex.raw(`ALTER TABLE models DROP COLUMN ${column}`);
  }
};
