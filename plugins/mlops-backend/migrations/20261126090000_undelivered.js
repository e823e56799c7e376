// Messages that were given up are counted at each reading of the metrics, and listed.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw(
    "CREATE INDEX outbox_failed ON outbox (destination, ended_at) WHERE state = 'failed'",
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX outbox_failed');
};
