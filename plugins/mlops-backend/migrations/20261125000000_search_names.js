// Beginnings of words with the models' names, which searches by name are read off: so the models that have a word that
// begins so stand together in an index, by name, however many words begin so.

const MAX_TERM = 64;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const onPostgres = knex.client.config.client === 'pg';
  await knex.schema.createTable('model_prefixes', table => {
    table.comment('What the words that a model is found by begin with, up to the whole words');
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    if (onPostgres) {
      table.specificType('prefix', `varchar(${MAX_TERM}) collate "C"`).notNullable();
    } else {
      table.string('prefix', MAX_TERM).notNullable();
    }
    table.string('model_name', 63).notNullable().comment('Which never changes');
  });
  await knex.raw(`
    WITH RECURSIVE lengths (length) AS (
      SELECT 1 UNION ALL SELECT length + 1 FROM lengths WHERE length < ${MAX_TERM}
    )
    INSERT INTO model_prefixes (model_id, prefix, model_name)
    SELECT DISTINCT models.id, substr(model_terms.term, 1, lengths.length), models.name
    FROM model_terms
    JOIN models ON models.id = model_terms.model_id
    JOIN lengths ON lengths.length <= length(model_terms.term)`);
  // Behind the rows, since there may be millions.
  await knex.schema.alterTable('model_prefixes', table => {
    // With the name in it, so that a look whether a model has a word reads the index only.
    table.unique(['model_id', 'prefix', 'model_name']);
    table.index(['prefix', 'model_name', 'model_id']);
  });
  if (onPostgres) {
    // Some beginnings nearly all models have and most hardly any: PostgreSQL has to know more than 100 of them apart.
    await knex.raw('ALTER TABLE model_prefixes ALTER COLUMN prefix SET STATISTICS 1000');
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('model_prefixes');
};
