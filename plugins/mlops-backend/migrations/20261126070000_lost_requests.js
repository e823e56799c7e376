// How many answered requests were lost with a process or a worker.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('observation_gaps', table => {
    table
      .bigInteger('requests')
      .nullable()
      .comment('Answered requests that are in no window; null where nobody knows');
  });
  await knex.schema.createTable('observation_gap_requests', table => {
    table.comment('The requests of a gap by version; of a challenger, copies that it was run on');
    table
      .uuid('gap_id')
      .notNullable()
      .references('id')
      .inTable('observation_gaps')
      .onDelete('CASCADE');
    table.string('deployment', 63).notNullable().index();
    table.integer('version').notNullable();
    table.string('role', 20).notNullable();
    table.bigInteger('requests').notNullable();
    table.primary(['gap_id', 'deployment', 'version', 'role']);
  });
  await knex.schema.createTable('observer_counts', table => {
    table.comment(
      'Requests of which a process has stored what it observed, or that they were lost; stays until its loss was counted',
    );
    table.uuid('observer_id').notNullable();
    table.string('deployment', 63).notNullable();
    table.integer('version').notNullable();
    table.string('role', 20).notNullable();
    table.bigInteger('requests').notNullable();
    table.primary(['observer_id', 'deployment', 'version', 'role']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('observer_counts');
  await knex.schema.dropTable('observation_gap_requests');
  await knex.raw('ALTER TABLE observation_gaps DROP COLUMN requests');
};
