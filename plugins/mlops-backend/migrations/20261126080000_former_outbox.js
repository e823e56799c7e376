// Replicas of before put webhooks into `webhook_outbox`, which `outbox` has taken the place of. While they are replaced one after the
// other they go on doing so, in the transactions of their alerts: what they put in is moved to the outbox, from which others send it.

const MOVED =
  'id, destination, body, state, attempts, created_at, due_at, lease, ended_at, failure';
const OF_THE_NEW_ROW = MOVED.split(', ')
  .map(column => `NEW.${column === 'destination' ? 'endpoint' : column}`)
  .join(', ');
const MOVE = `INSERT INTO outbox (${MOVED}) VALUES (${OF_THE_NEW_ROW}) ON CONFLICT (id) DO NOTHING`;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('webhook_outbox', table => {
    table.comment('Always empty: what replicas of before put in goes to the outbox');
    table.uuid('id');
    table.string('endpoint', 200).notNullable();
    table.text('body').notNullable();
    table.string('state', 10).notNullable();
    table.integer('attempts').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('due_at', { useTz: true }).notNullable();
    table.uuid('lease').nullable();
    table.timestamp('ended_at', { useTz: true }).nullable();
    table.string('failure', 300).nullable();
    // The table that was called so has kept the name of its key.
    table.primary(['id'], 'former_outbox_pkey');
  });
  if (knex.client.config.client === 'pg') {
    await knex.raw(
      `CREATE FUNCTION move_webhook_to_outbox() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN ${MOVE}; RETURN NULL; END $$`,
    );
    await knex.raw(
      `CREATE TRIGGER move_webhook_to_outbox BEFORE INSERT ON webhook_outbox
        FOR EACH ROW EXECUTE FUNCTION move_webhook_to_outbox()`,
    );
  } else {
    // A table of SQLite has no trigger in place of an insert.
    await knex.raw(
      `CREATE TRIGGER move_webhook_to_outbox AFTER INSERT ON webhook_outbox
        BEGIN ${MOVE}; DELETE FROM webhook_outbox WHERE id = NEW.id; END`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_outbox');
  if (knex.client.config.client === 'pg') {
    await knex.raw('DROP FUNCTION move_webhook_to_outbox()');
  }
};
