// Registry, deployments, monitoring windows and the audit trail.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('models', table => {
    table.comment('Registered models');
    table.uuid('id').primary();
    table.string('name', 63).notNullable().unique();
    table.text('description').notNullable();
    table.string('owner', 200).notNullable().index().comment('Entity reference, in lower case');
    table.string('entity_ref', 200).nullable().unique().comment('The catalog entity of the model');
    table.string('problem_type', 40).notNullable().index();
    table.text('tags').notNullable().comment('JSON array of strings');
    table.text('search_text').notNullable().comment('What the search looks in, in lower case');
    table.integer('version_count').notNullable().comment('The highest version number given out');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.index(['updated_at', 'name']);
  });

  await knex.schema.createTable('versions', table => {
    table.comment('Immutable versions of models');
    table.uuid('id').primary();
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.integer('version').notNullable();
    table.string('stage', 20).notNullable();
    table.string('digest', 71).notNullable().index().comment('sha256: and 64 hexadecimal digits');
    table.bigInteger('size_bytes').notNullable();
    table.text('description').notNullable();
    table.string('framework', 100).nullable();
    table.string('framework_version', 100).nullable();
    table.string('algorithm', 200).nullable();
    table
      .text('details')
      .notNullable()
      .comment('JSON: parameters, dataset, signature, prediction, artifactInfo, sampleInputs');
    table.text('reference_profile').nullable().comment('Serialised profile, frozen');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.string('created_by', 200).notNullable();
    table.unique(['model_id', 'version']);
    table.unique(['model_id', 'digest']);
    table.index(['model_id', 'stage']);
  });

  await knex.schema.createTable('evaluations', table => {
    table.comment('Metrics of a version on a named data set at a time');
    table.uuid('id').primary();
    table.uuid('version_id').notNullable().references('versions.id').onDelete('CASCADE');
    table.string('split', 20).notNullable();
    table.string('name', 200).notNullable();
    table.timestamp('evaluated_at', { useTz: true }).notNullable();
    table.text('metrics').notNullable().comment('JSON: name to number');
    table.text('details').notNullable().comment('JSON: rows, curves, matrix, importance');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.string('created_by', 200).notNullable();
    table.index(['version_id', 'evaluated_at']);
  });

  await knex.schema.createTable('registrations', table => {
    table.comment('The last outcome of registering a model from its catalog entity');
    table.string('entity_ref', 200).primary();
    table.string('model', 200).notNullable();
    table.string('owner', 200).notNullable();
    table.string('state', 20).notNullable();
    table.text('message').nullable();
    table.string('fingerprint', 64).notNullable().comment('Of what was registered');
    table.timestamp('updated_at', { useTz: true }).notNullable();
  });

  await knex.schema.createTable('deployments', table => {
    table.comment('Named endpoints: what is meant to be served');
    table.uuid('id').primary();
    table.string('name', 63).notNullable().unique();
    table.uuid('model_id').notNullable().references('models.id').index();
    table.string('target', 63).notNullable();
    table.integer('revision').notNullable();
    table.integer('version').nullable().comment('The champion; null when undeployed');
    table.boolean('allow_event_time').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
  });

  await knex.schema.createTable('deployment_revisions', table => {
    table.comment('The history of deployments');
    table.uuid('deployment_id').notNullable().references('deployments.id').onDelete('CASCADE');
    table.integer('revision').notNullable();
    table.string('action', 20).notNullable();
    table.integer('version').nullable();
    table.text('reason').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.string('created_by', 200).notNullable();
    table.primary(['deployment_id', 'revision']);
  });

  await knex.schema.createTable('replicas', table => {
    table.comment('Backend instances that are alive');
    table.uuid('id').primary();
    table.timestamp('heartbeat_at', { useTz: true }).notNullable().index();
  });

  await knex.schema.createTable('deployment_replicas', table => {
    table.comment('What became of a deployment on each replica');
    table.uuid('deployment_id').notNullable().references('deployments.id').onDelete('CASCADE');
    table.uuid('replica_id').notNullable().references('replicas.id').onDelete('CASCADE');
    table.integer('revision').notNullable();
    table.string('state', 20).notNullable();
    table.text('message').nullable();
    table.primary(['deployment_id', 'replica_id']);
  });

  await knex.schema.createTable('windows', table => {
    table.comment('What a version answered in a span of time, summed over workers and replicas');
    table.string('deployment', 63).notNullable();
    table.integer('version').notNullable();
    table.string('role', 20).notNullable();
    table.bigInteger('window_start').notNullable().comment('Milliseconds since 1970, UTC');
    table.bigInteger('requests').notNullable();
    table.bigInteger('rows').notNullable();
    table.bigInteger('errors').notNullable();
    table.binary('latency').notNullable().comment('Serialised quantile sketch of milliseconds');
    table.text('profile').nullable().comment('Counts by the columns of the version’s reference');
    table.primary(['deployment', 'window_start', 'version', 'role']);
  });

  await knex.schema.createTable('audit_events', table => {
    table.comment('Every change, written in the transaction of the change');
    table.bigIncrements('seq');
    table.uuid('id').notNullable().unique();
    table.timestamp('at', { useTz: true }).notNullable();
    table.string('actor', 200).notNullable();
    table.string('action', 60).notNullable();
    table.string('resource_kind', 30).notNullable();
    table.string('resource', 200).notNullable();
    table.text('reason').nullable();
    table.text('before').nullable().comment('JSON');
    table.text('after').nullable().comment('JSON');
    table.index(['resource_kind', 'resource', 'seq']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'audit_events',
    'windows',
    'deployment_replicas',
    'replicas',
    'deployment_revisions',
    'deployments',
    'registrations',
    'evaluations',
    'versions',
    'models',
  ]) {
    await knex.schema.dropTable(table);
  }
};
