// Rules that raise alerts, how far each has looked, when alerts are mute, and the webhooks that tell of them.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('alert_rules', table => {
    table.comment('Rules of models, in addition to the configured ones or in their place');
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.string('name', 63).notNullable();
    table.text('definition').notNullable().comment('JSON, as the contract has it');
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.string('updated_by', 200).notNullable();
    table.primary(['model_id', 'name']);
  });

  await knex.schema.createTable('alert_rule_states', table => {
    table.comment('How far a rule has looked at a deployment, and what it came to');
    table.uuid('deployment_id').notNullable().references('deployments.id').onDelete('CASCADE');
    table.string('rule', 63).notNullable();
    table.text('definition').notNullable().comment('JSON; with another one it begins anew');
    table
      .bigInteger('looked_until')
      .nullable()
      .comment('End of the last interval that was judged, in milliseconds since 1970, UTC');
    table.integer('breaches').notNullable().comment('Intervals in a row that broke the rule');
    table.integer('clears').notNullable().comment('Intervals in a row that kept it');
    table.text('points').notNullable().comment('JSON, the values of the last intervals');
    table.uuid('alert_id').nullable().references('alerts.id').onDelete('SET NULL');
    table.primary(['deployment_id', 'rule']);
  });

  await knex.schema.createTable('alert_mutes', table => {
    table.comment('Until when alerts of a model are told to nobody');
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.string('rule', 63).notNullable().comment('Empty for all alerts of the model');
    table.timestamp('until', { useTz: true }).notNullable();
    table.text('reason').notNullable();
    table.timestamp('muted_at', { useTz: true }).notNullable();
    table.string('muted_by', 200).notNullable();
    table.primary(['model_id', 'rule']);
  });

  await knex.schema.alterTable('alerts', table => {
    table.string('rule', 63).nullable().comment('The rule that raised it');
    table.text('evidence').nullable().comment('JSON, what its chart shows');
    table.string('told_severity', 10).nullable().comment('What was last told of it, if anything');
  });
  // What was raised before was told by whoever raised it.
  await knex('alerts').update({ told_severity: knex.ref('severity') });

  await knex.schema.createTable('webhook_outbox', table => {
    table.comment('Webhooks that are to be delivered, and lately were');
    table.uuid('id').primary();
    table.string('endpoint', 200).notNullable().comment('The name of the configured endpoint');
    table.text('body').notNullable();
    table.string('state', 10).notNullable().comment('pending, delivered or failed');
    table.integer('attempts').notNullable().comment('That failed');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('due_at', { useTz: true }).notNullable();
    table.uuid('lease').nullable().comment('Of the process that is sending it');
    table.timestamp('ended_at', { useTz: true }).nullable();
    table.string('failure', 300).nullable().comment('Why the last attempt failed');
    table.index(['ended_at']);
  });
  // When the last request came is asked of every deployment again and again.
  await knex.schema.alterTable('windows', table => table.index(['deployment', 'updated_at']));
  // Looked at twice a second, and nearly always empty.
  await knex.raw(
    "CREATE INDEX webhook_outbox_due ON webhook_outbox (due_at) WHERE state = 'pending'",
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('windows', table => table.dropIndex(['deployment', 'updated_at']));
  await knex.schema.dropTable('webhook_outbox');
  await knex.schema.dropTable('alert_mutes');
  await knex.schema.dropTable('alert_rule_states');
  await knex.schema.dropTable('alert_rules');
  // Written out, since knex would copy the table of SQLite.
  for (const column of ['rule', 'evidence', 'told_severity']) {
    await knex.raw(`ALTER TABLE alerts DROP COLUMN ${column}`);
  }
};
