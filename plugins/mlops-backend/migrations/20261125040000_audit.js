// The audit trail: on whose behalf, signed checkpoints, and where the chain starts once retention has removed events.

const GENESIS = '0'.repeat(64);

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_events', table => {
    table.string('on_behalf_of', 200).nullable().comment('Whom the actor acted for');
    table.index(['on_behalf_of', 'seq']);
  });
  await knex.schema.alterTable('audit_chain', table => {
    table.bigInteger('start_seq').notNullable().defaultTo(0).comment('The last event removed');
    table.string('start_hash', 64).notNullable().defaultTo(GENESIS).comment('Of that event');
  });
  await knex.schema.createTable('audit_checkpoints', table => {
    table.comment('Signed places of the chain of audit events');
    table.bigInteger('seq').primary();
    table.string('hash', 64).notNullable();
    table.bigInteger('signed_at').notNullable().comment('Milliseconds since 1970');
    table.string('signature', 100).notNullable().comment('Ed25519, base64');
    table.string('public_key', 200).notNullable().comment('SubjectPublicKeyInfo, PEM');
  });
};

/**
 * Events on somebody's behalf lose that, and with it agree no longer with their hashes.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_checkpoints');
  for (const column of ['start_hash', 'start_seq']) {
    await knex.raw(`ALTER TABLE audit_chain DROP COLUMN ${column}`);
  }
  await knex.schema.alterTable('audit_events', table => {
    table.dropIndex(['on_behalf_of', 'seq']);
  });
  await knex.raw('ALTER TABLE audit_events DROP COLUMN on_behalf_of');
};
