// The outbox of webhooks takes notifications and events, too, and keeps what is told of one thing in order.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.renameTable('webhook_outbox', 'outbox');
  // Written out, since knex would copy the table of SQLite.
  await knex.raw('ALTER TABLE outbox RENAME COLUMN endpoint TO destination');
  await knex.schema.alterTable('outbox', table => {
    table.string('about', 200).nullable().comment('Messages about one thing are sent in order');
    table.integer('ordinal').nullable().comment('Among those about one thing to one destination');
  });
  await knex.raw('DROP INDEX webhook_outbox_due');
  // Looked at twice a second, and nearly always empty.
  await knex.raw("CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'pending'");
  await knex.raw('CREATE INDEX outbox_about ON outbox (destination, about, ordinal)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX outbox_about');
  await knex.raw('DROP INDEX outbox_due');
  // Nobody would know where to send them.
  await knex('outbox').whereIn('destination', ['notifications', 'events']).delete();
  for (const column of ['about', 'ordinal']) {
    await knex.raw(`ALTER TABLE outbox DROP COLUMN ${column}`);
  }
  await knex.raw('ALTER TABLE outbox RENAME COLUMN destination TO endpoint');
  await knex.schema.renameTable('outbox', 'webhook_outbox');
  await knex.raw(
    "CREATE INDEX webhook_outbox_due ON webhook_outbox (due_at) WHERE state = 'pending'",
  );
};
