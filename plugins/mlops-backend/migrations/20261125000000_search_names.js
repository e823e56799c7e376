// Search by beginnings: each beginning of a word of a model is a row of its own, which has the model's name. So the models
// that have a word that begins so are read off an index by name, however many words begin so and wherever they stand.

const MAX_TERM = 64;

const onPostgres = knex => knex.client.config.client === 'pg';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Words are compared by code point, whatever the database's language.
  const byCodePoint = (table, name, length) =>
    onPostgres(knex)
      ? table.specificType(name, `varchar(${length}) collate "C"`)
      : table.string(name, length);

  await knex.schema.createTable('model_prefixes', table => {
    table.comment(
      'The beginnings of the words that a model is found by, the whole words among them',
    );
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    byCodePoint(table, 'prefix', MAX_TERM).notNullable();
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
  if (onPostgres(knex)) {
    // Some beginnings nearly all models have and most hardly any: PostgreSQL has to know more than 100 of them apart.
    await knex.raw('ALTER TABLE model_prefixes ALTER COLUMN prefix SET STATISTICS 1000');
  }
  await knex.schema.dropTable('model_terms');
};

/**
 * A word that another word of the same model begins with isn't told apart from a beginning of that one, and isn't needed:
 * whatever finds it finds the longer one.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.createTable('model_terms', table => {
    table.comment('The words that a model is found by');
    table.uuid('model_id').notNullable().references('models.id').onDelete('CASCADE');
    if (onPostgres(knex)) {
      table.specificType('term', `varchar(${MAX_TERM}) collate "C"`).notNullable();
    } else {
      table.string('term', MAX_TERM).notNullable();
    }
    table.primary(['model_id', 'term']);
    table.index(['term', 'model_id']);
  });
  await knex.raw(`
    INSERT INTO model_terms (model_id, term)
    SELECT model_id, prefix FROM model_prefixes
    WHERE NOT EXISTS (
      SELECT 1 FROM model_prefixes AS longer
      WHERE longer.model_id = model_prefixes.model_id
        AND length(longer.prefix) = length(model_prefixes.prefix) + 1
        AND substr(longer.prefix, 1, length(model_prefixes.prefix)) = model_prefixes.prefix
    )`);
  await knex.schema.dropTable('model_prefixes');
};
