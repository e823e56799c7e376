// What versions predicted for a sample of the requests, and what turned out to be true.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('predictions', table => {
    table.comment(
      'Logged predictions: a row for each row of a request and version. Never features',
    );
    table.string('deployment', 63).notNullable();
    table.string('prediction_id', 100).notNullable().comment('Shared by the versions that saw it');
    table.integer('row_index').notNullable().comment('Row within the request, from 0');
    table.integer('version').notNullable();
    table.string('role', 20).notNullable();
    table.bigInteger('predicted_at').notNullable().comment('When it happened: ms since 1970, UTC');
    table.bigInteger('logged_at').notNullable().comment('When it was stored: ms since 1970, UTC');
    table.double('latency_ms').notNullable().comment('Of the whole request');
    table.text('outputs').notNullable().comment('JSON object of the outputs that predict');
    table.primary(['deployment', 'prediction_id', 'row_index', 'version']);
    table.index(['deployment', 'version', 'predicted_at']);
    table.index(['logged_at']);
  });

  await knex.schema.createTable('prediction_labels', table => {
    table.comment('What turned out to be true, which may come before the prediction is logged');
    table.string('deployment', 63).notNullable();
    table.string('prediction_id', 100).notNullable();
    table.integer('row_index').notNullable();
    table.string('label', 200).notNullable().comment('A class or a number, as text');
    table.bigInteger('labelled_at').notNullable().comment('When it was stored: ms since 1970, UTC');
    table.primary(['deployment', 'prediction_id', 'row_index']);
    table.index(['labelled_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('prediction_labels');
  await knex.schema.dropTable('predictions');
};
