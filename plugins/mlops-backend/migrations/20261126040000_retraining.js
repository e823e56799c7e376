// Retraining: policies that say when, and the runs that they or people start.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('retraining_policies', table => {
    table.comment('When a model is trained anew, by what, and what becomes of the new version');
    table.uuid('id').primary();
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.string('name', 63).notNullable();
    table.uuid('deployment_id').nullable().references('deployments.id').onDelete('CASCADE');
    table.text('definition').notNullable().comment('JSON: trigger, executor, outcome and limits');
    table.string('trigger_kind', 12).notNullable().comment('time, drift or performance');
    table.boolean('paused').notNullable();
    table
      .bigInteger('next_due_at')
      .nullable()
      .comment('Of a policy by time, in milliseconds since 1970, UTC');
    table
      .text('progress')
      .nullable()
      .comment('JSON: how far a policy by drift or performance has looked, and what it counted');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.string('created_by', 200).notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.string('updated_by', 200).notNullable();
    table.unique(['model_id', 'name']);
    table.index(['trigger_kind', 'next_due_at']);
    table.index(['deployment_id']);
  });

  await knex.schema.createTable('retraining_runs', table => {
    table.comment('Trainings that were due or asked for, and what became of them');
    table.uuid('id').primary();
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table
      .uuid('policy_id')
      .nullable()
      .references('retraining_policies.id')
      .onDelete('SET NULL')
      .comment('Absent once the policy is deleted');
    table.string('policy', 63).notNullable().comment('Its name at the time');
    table
      .string('due_key', 80)
      .notNullable()
      .comment('What it was due for: of a policy there is one run for each');
    table.bigInteger('due_at').notNullable().comment('Milliseconds since 1970, UTC');
    table.string('cause', 12).notNullable().comment('time, drift, performance or manual');
    table.text('reason').notNullable();
    table.string('requested_by', 200).notNullable();
    table.string('deployment', 63).nullable();
    table.text('definition').notNullable().comment('JSON, as the policy was');
    table.string('state', 12).notNullable();
    table.bigInteger('claimed_until').nullable().comment('Somebody is handing it over until then');
    table.integer('attempts').notNullable().comment('To hand it to the executor');
    table
      .bigInteger('lost_since')
      .nullable()
      .comment('Since when its executor tells nothing of it');
    table.string('external_id', 500).nullable();
    table.string('url', 2000).nullable().comment('Where a person finds it and its log');
    table
      .text('token_hashes')
      .notNullable()
      .comment('JSON: SHA-256 of what its job may report with');
    table.text('message').nullable();
    table.string('cancelled_by', 200).nullable().comment('Who asked for it to be stopped');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('submitted_at', { useTz: true }).nullable();
    table.timestamp('started_at', { useTz: true }).nullable();
    table.timestamp('ended_at', { useTz: true }).nullable();
    table.integer('champion').nullable().comment('The version that served when it was handed over');
    table.integer('version').nullable().comment('The version that it made');
    table.string('outcome_state', 12).nullable().comment('pending, done, refused or none');
    table.text('outcome_message').nullable();
    table.text('comparison').nullable().comment('JSON: how the version did beside the champion');
    table.unique(['policy_id', 'due_key']);
    table.index(['model_id', 'created_at', 'id']);
  });
  // Looked at every few seconds, and nearly always few.
  await knex.raw(
    "CREATE INDEX retraining_runs_under_way ON retraining_runs (due_at) WHERE state IN ('queued', 'submitted', 'running')",
  );
  await knex.raw(
    "CREATE INDEX retraining_runs_pending ON retraining_runs (ended_at) WHERE outcome_state = 'pending'",
  );

  await knex.schema.createTable('retraining_control', table => {
    table.comment('One row, locked by whoever counts what is under way');
    table.integer('id').primary();
  });
  await knex('retraining_control').insert({ id: 1 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('retraining_control');
  await knex.schema.dropTable('retraining_runs');
  await knex.schema.dropTable('retraining_policies');
};
