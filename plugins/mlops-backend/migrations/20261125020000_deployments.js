// Deployments with environments, canaries, challengers and followed stages, and windows that tell who was observed.

/** Where a deployment goes that names no environment; what was deployed before there were any is there too. */
const DEFAULT_ENVIRONMENT = 'development';

const CONFIGURATION = ['canary_version', 'canary_weight', 'challengers', 'follow'];

/** What a deployment and each of its revisions are meant to serve, besides the champion. */
function addConfiguration(table) {
  table.integer('canary_version').nullable();
  table.double('canary_weight').nullable().comment('Percent of the requests');
  table.text('challengers').notNullable().defaultTo('[]').comment('JSON array of versions');
  table.string('follow', 20).nullable().comment('The stage whose newcomers become champion');
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.string('environment', 40).notNullable().defaultTo(DEFAULT_ENVIRONMENT);
    addConfiguration(table);
    table.index(['environment', 'name']);
    table.index(['model_id', 'environment']);
  });
  await knex.schema.alterTable('deployment_revisions', table => {
    addConfiguration(table);
    table.integer('rolled_back_to').nullable().comment('The revision whose configuration it took');
  });
  await knex.schema.alterTable('windows', table => {
    table
      .bigInteger('shadow_dropped')
      .notNullable()
      .defaultTo(0)
      .comment('Copies of requests that a challenger was not run on');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Before, there were answers of champions only, and nobody asked windows for the role.
  await knex('windows').whereNot({ role: 'champion' }).delete();
  await knex.raw('ALTER TABLE windows DROP COLUMN shadow_dropped');
  for (const column of [...CONFIGURATION, 'rolled_back_to']) {
    await knex.raw(`ALTER TABLE deployment_revisions DROP COLUMN ${column}`);
  }
  await knex.schema.alterTable('deployments', table => {
    table.dropIndex(['environment', 'name']);
    table.dropIndex(['model_id', 'environment']);
  });
  for (const column of [...CONFIGURATION, 'environment']) {
    await knex.raw(`ALTER TABLE deployments DROP COLUMN ${column}`);
  }
};
