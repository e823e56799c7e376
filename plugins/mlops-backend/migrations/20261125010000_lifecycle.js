// Gates of models, and requests for approval with their decisions.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('model_gates', table => {
    table.comment('What the versions of a model have to meet besides what is configured');
    table.uuid('model_id').primary().references('models.id').onDelete('CASCADE');
    table.text('gates').notNullable().comment('JSON, by stage');
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.string('updated_by', 200).notNullable();
  });

  await knex.schema.createTable('approvals', table => {
    table.comment('Requests for approval: bound to an artifact and the exact change of stage');
    table.uuid('id').primary();
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    table.integer('version').notNullable();
    table.string('digest', 71).notNullable();
    table.string('from_stage', 20).notNullable();
    table.string('to_stage', 20).notNullable();
    table.string('state', 20).notNullable();
    table
      .string('open_key', 100)
      .nullable()
      .unique()
      .comment('The change, while the request is open: there is one at a time');
    table.text('requirements').notNullable().comment('JSON: what each gate asked for');
    table.boolean('exclude_author').notNullable();
    table.text('reason').notNullable();
    table.timestamp('requested_at', { useTz: true }).notNullable();
    table.string('requested_by', 200).notNullable();
    table.timestamp('expires_at', { useTz: true }).notNullable();
    table.timestamp('closed_at', { useTz: true }).nullable();
    table.index(['requested_at', 'id']);
    table.index(['model_id', 'requested_at', 'id']);
    table.index(['state', 'expires_at']);
    table.index(['requested_by', 'requested_at']);
  });

  await knex.schema.createTable('approval_groups', table => {
    table.comment('Who may decide is in one of these');
    table.uuid('approval_id').notNullable().references('approvals.id').onDelete('CASCADE');
    table.string('group_ref', 200).notNullable();
    table.primary(['approval_id', 'group_ref']);
    table.index(['group_ref']);
  });

  await knex.schema.createTable('approval_decisions', table => {
    table.comment('One for each person who decided');
    table.uuid('approval_id').notNullable().references('approvals.id').onDelete('CASCADE');
    table.string('decided_by', 200).notNullable();
    table.string('decision', 10).notNullable();
    table.text('comment').notNullable();
    table.text('groups').notNullable().comment('JSON: those of the request that the person was in');
    table.timestamp('decided_at', { useTz: true }).notNullable();
    table.primary(['approval_id', 'decided_by']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('approval_decisions');
  await knex.schema.dropTable('approval_groups');
  await knex.schema.dropTable('approvals');
  await knex.schema.dropTable('model_gates');
};
