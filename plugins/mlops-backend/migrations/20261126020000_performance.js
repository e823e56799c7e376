// What predictions keep of their inputs, where a deployment asks for it, and labels that come by such a value.

const BY_TIME = 'predictions_by_time';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('predictions', table => {
    table.string('key_value', 200).comment('Of the key column, where there is one');
    table.text('kept').comment('JSON object of the columns that the deployment keeps');
    table.dropIndex(['deployment', 'version', 'predicted_at']);
    // With all that rows are read in the order of, so that a page of them is read off the index.
    table.index(['deployment', 'version', 'predicted_at', 'prediction_id', 'row_index'], BY_TIME);
    table.index(['deployment', 'key_value'], 'predictions_by_key');
  });

  await knex.schema.createTable('prediction_key_labels', table => {
    table.comment('What turned out to be true of the row with a value in the key column');
    table.string('deployment', 63).notNullable();
    table.string('key_value', 200).notNullable();
    table.string('label', 200).notNullable().comment('A class or a number, as text');
    table.bigInteger('labelled_at').notNullable().comment('When it was stored: ms since 1970, UTC');
    table.primary(['deployment', 'key_value']);
    table.index(['labelled_at']);
  });

  await knex.schema.createTable('prediction_settings', table => {
    table.comment('What a deployment logs of its predictions');
    table.string('deployment', 63).primary();
    table.string('key_column', 200).comment('By whose values labels may come');
    table.text('slice_columns').notNullable().comment('JSON array of names');
    table.double('requests_per_second').comment('Of each worker; null as configured');
    table.integer('revision').notNullable().comment('Counts the changes');
  });

  await knex.schema.createTable('payload_pairs', table => {
    table.comment('Requests and answers of models served elsewhere that wait for each other');
    table.string('deployment', 63).notNullable();
    table.string('event_id', 100).notNullable();
    table.bigInteger('request_at').comment('When it happened: ms since 1970, UTC');
    table.bigInteger('response_at');
    table.text('request').comment('JSON');
    table.text('response').comment('JSON');
    table.bigInteger('received_at').notNullable();
    table.primary(['deployment', 'event_id']);
    table.index(['received_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('payload_pairs');
  await knex.schema.dropTable('prediction_settings');
  await knex.schema.dropTable('prediction_key_labels');
  await knex.schema.alterTable('predictions', table => {
    table.dropIndex(['deployment', 'key_value'], 'predictions_by_key');
    table.dropIndex(
      ['deployment', 'version', 'predicted_at', 'prediction_id', 'row_index'],
      BY_TIME,
    );
    table.index(['deployment', 'version', 'predicted_at']);
    table.dropColumns('key_value', 'kept');
  });
};
