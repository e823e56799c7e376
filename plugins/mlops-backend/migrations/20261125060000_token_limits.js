// Tokens of endpoints with limits of what they let ask.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('endpoint_tokens', table => {
    table.double('requests_per_second').nullable().comment('On average, of each replica');
    table.integer('max_concurrent_requests').nullable().comment('Of each replica');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Written out, since knex would copy the table of SQLite.
  await knex.raw('ALTER TABLE endpoint_tokens DROP COLUMN requests_per_second');
  await knex.raw('ALTER TABLE endpoint_tokens DROP COLUMN max_concurrent_requests');
};
