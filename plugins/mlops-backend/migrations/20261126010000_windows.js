// Windows of several lengths, which are rolled up, and what of the answered requests isn't in any of them.

/** What windows were cut by before, unless it was configured: they are taken for the longest that they can be. */
const HOUR_MS = 3_600_000;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('windows', table => {
    table
      .bigInteger('span_ms')
      .notNullable()
      .defaultTo(HOUR_MS)
      .comment('How much time it covers, in milliseconds');
    table
      .bigInteger('updated_at')
      .notNullable()
      .defaultTo(0)
      .comment(
        'When something was last added, whatever time it is of; milliseconds since 1970, UTC',
      );
    table
      .bigInteger('dropped')
      .notNullable()
      .defaultTo(0)
      .comment('Answered requests of which nothing else could be kept');
  });
  // What is there counts as just stored, so that none of it is rolled up or removed at once.
  await knex('windows').update({ updated_at: Date.now() });
  await knex.schema.alterTable('windows', table => table.index(['span_ms', 'updated_at']));

  await knex.schema.createTable('window_batches', table => {
    table.comment('What was written of windows lately, so that nothing is added twice');
    table.uuid('id').primary();
    table.bigInteger('written_at').notNullable().index().comment('Milliseconds since 1970, UTC');
  });

  await knex.schema.createTable('observers', table => {
    table.comment('Processes that serve models and hand over what they observe');
    table.uuid('id').primary();
    table
      .bigInteger('seen_at')
      .notNullable()
      .comment('Until when everything it answered is stored; milliseconds since 1970, UTC');
  });

  await knex.schema.createTable('traffic_days', table => {
    table.comment(
      'What a version answered on a day, summed up from its windows, for lists of many deployments',
    );
    table.string('deployment', 63).notNullable();
    table.bigInteger('day').notNullable().comment('Its start; milliseconds since 1970, UTC');
    table.integer('version').notNullable();
    table.bigInteger('requests').notNullable();
    table.bigInteger('rows').notNullable();
    table.bigInteger('errors').notNullable();
    table.double('average_drift').nullable().comment('Mean PSI over the features');
    table.text('drifted').notNullable().comment('JSON array of the names of features');
    table
      .bigInteger('updated_at')
      .notNullable()
      .index()
      .comment('When something last came in of the day; milliseconds since 1970, UTC');
    table.primary(['deployment', 'day', 'version']);
  });

  await knex.schema.createTable('observation_gaps', table => {
    table.comment('Spans of time in which a server was lost with what it had not handed over yet');
    table.uuid('id').primary();
    table.bigInteger('gap_from').notNullable().comment('Milliseconds since 1970, UTC');
    table.bigInteger('gap_until').notNullable().index();
    table.string('lost', 20).notNullable().comment('replica or worker');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['observation_gaps', 'traffic_days', 'observers', 'window_batches']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('windows', table => table.dropIndex(['span_ms', 'updated_at']));
  for (const column of ['dropped', 'updated_at', 'span_ms']) {
    await knex.raw(`ALTER TABLE windows DROP COLUMN ${column}`);
  }
};
