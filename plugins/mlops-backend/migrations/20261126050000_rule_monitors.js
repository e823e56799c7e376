// What alert rules that judge all intervals together remember of them.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('alert_rule_monitors', table => {
    table.comment('What a rule that judges all intervals of a version together has counted so far');
    table.uuid('deployment_id').notNullable();
    table.string('rule', 63).notNullable();
    table.integer('version').notNullable();
    table.text('monitor').notNullable().comment('JSON; changes with the state of the rule');
    table.primary(['deployment_id', 'rule', 'version']);
    table
      .foreign(['deployment_id', 'rule'])
      .references(['deployment_id', 'rule'])
      .inTable('alert_rule_states')
      .onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('alert_rule_monitors');
};
