// Tokens that let programs ask an endpoint.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Bytes in order, so that a beginning is a range of the index whatever language the database sorts for.
  const bytewise = (table, name, length) =>
    knex.client.config.client === 'pg'
      ? table.specificType(name, `varchar(${length}) collate "C"`)
      : table.string(name, length);

  await knex.schema.createTable('endpoint_tokens', table => {
    table.comment('Tokens of endpoints, without their secrets');
    table.uuid('id').primary();
    table.uuid('deployment_id').notNullable().references('deployments.id').onDelete('CASCADE');
    table.string('name', 100).notNullable();
    bytewise(table, 'prefix', 12).notNullable().index().comment('The beginning of the secret');
    table.string('hash', 64).notNullable().unique().comment('SHA-256 of the secret, hexadecimal');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.string('created_by', 200).notNullable();
    table.timestamp('expires_at', { useTz: true }).notNullable();
    table.bigInteger('last_used_at').nullable().comment('Milliseconds since 1970, UTC');
    table.timestamp('revoked_at', { useTz: true }).nullable();
    table.string('revoked_by', 200).nullable();
    table.index(['deployment_id', 'created_at', 'id']);
  });

  await knex.schema.createTable('endpoint_token_changes', table => {
    table.comment('Tells replicas, in one row, whether tokens came or went');
    table.integer('id').primary();
    table.bigInteger('generation').notNullable();
  });
  await knex('endpoint_token_changes').insert({ id: 1, generation: 0 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('endpoint_token_changes');
  await knex.schema.dropTable('endpoint_tokens');
};
