// Alerts of models: raised by people and monitors, acknowledged, resolved.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('alerts', table => {
    table.comment('What somebody or something warned of');
    table.uuid('id').primary();
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.string('key', 200).notNullable().comment('Tells it from the other alerts of the model');
    table.string('severity', 10).notNullable().comment('critical, warning or info');
    table.string('state', 12).notNullable().comment('open, acknowledged or resolved');
    table.string('summary', 300).notNullable();
    table.text('description').notNullable();
    table.string('deployment', 63).nullable();
    table.integer('version').nullable();
    table.timestamp('raised_at', { useTz: true }).notNullable();
    table.string('raised_by', 200).notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.timestamp('acknowledged_at', { useTz: true }).nullable();
    table.string('acknowledged_by', 200).nullable();
    table.timestamp('resolved_at', { useTz: true }).nullable();
    table.string('resolved_by', 200).nullable();
    table.text('note').nullable().comment('The last reason that somebody gave');
    table.index(['raised_at', 'id']);
    table.index(['model_id', 'raised_at', 'id']);
  });
  // Only what isn't resolved has to be told apart, counted and found by severity.
  await knex.raw(
    "CREATE UNIQUE INDEX alerts_unresolved_key ON alerts (model_id, key) WHERE state <> 'resolved'",
  );
  await knex.raw(
    "CREATE INDEX alerts_unresolved_severity ON alerts (model_id, severity) WHERE state <> 'resolved'",
  );
  await knex.raw(
    "CREATE INDEX alerts_severity_unresolved ON alerts (severity, model_id) WHERE state <> 'resolved'",
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('alerts');
};
