// The watch over versions that newly answer, and windows that tell the server's own failures apart.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('windows', table => {
    table
      .bigInteger('failures')
      .notNullable()
      .defaultTo(0)
      .comment('Requests answered with 5xx, which errors count too');
  });

  for (const name of ['deployments', 'deployment_revisions']) {
    await knex.schema.alterTable(name, table => {
      table.text('bake_limits').nullable().comment('JSON; those of the environment without it');
    });
  }

  await knex.schema.createTable('deployment_bakes', table => {
    table.comment('Versions that newly answered, and how they stood their bake time');
    table.uuid('id').primary();
    table.uuid('deployment_id').notNullable().references('deployments.id').onDelete('CASCADE');
    table.integer('revision').notNullable().comment('The revision that brought the version');
    table.integer('version').notNullable();
    table.string('role', 10).notNullable().comment('champion or canary');
    table.string('state', 12).notNullable();
    table.text('limits').notNullable().comment('JSON, as they were at the start');
    table.double('latency_limit_ms').nullable().comment('Of the 99th percentile');
    table.timestamp('started_at', { useTz: true }).notNullable();
    table.timestamp('ends_at', { useTz: true }).notNullable();
    table
      .bigInteger('window_from')
      .notNullable()
      .comment('The window of the start, in milliseconds since 1970, UTC');
    table.bigInteger('requests_before').notNullable().comment('In that window before the start');
    table.bigInteger('failures_before').notNullable();
    table.binary('latency_before').notNullable().comment('Serialised quantile sketch');
    table.bigInteger('requests').notNullable().comment('Since the start, as last looked at');
    table.bigInteger('failures').notNullable();
    table.double('latency_p99_ms').nullable();
    table.timestamp('ended_at', { useTz: true }).nullable();
    table.text('message').nullable();
    table.integer('rolled_back_to').nullable();
    table.timestamp('told_at', { useTz: true }).nullable().comment('When an alert was raised');
    table.unique(['deployment_id', 'revision', 'role']);
  });
  // Looked at every few seconds, and nearly always empty.
  await knex.raw(
    "CREATE INDEX deployment_bakes_under_way ON deployment_bakes (started_at) WHERE state = 'baking'",
  );
  await knex.raw(
    "CREATE INDEX deployment_bakes_untold ON deployment_bakes (ended_at) WHERE told_at IS NULL AND state IN ('rolled-back', 'breached')",
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('deployment_bakes');
  // Written out, since knex would copy the tables of SQLite.
  await knex.raw('ALTER TABLE deployment_revisions DROP COLUMN bake_limits');
  await knex.raw('ALTER TABLE deployments DROP COLUMN bake_limits');
  await knex.raw('ALTER TABLE windows DROP COLUMN failures');
};
