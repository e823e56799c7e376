// The audit trail as a chain: each event carries a hash over itself and the hash before it.
const { createHash } = require('node:crypto');

const GENESIS = '0'.repeat(64);

/** The hash of an event, as it was computed when this was written: over the event's fields in canonical JSON. */
function hashOf(previous, row) {
  const fields = {
    action: row.action,
    actor: row.actor,
    address: null,
    after: row.after,
    before: row.before,
    id: row.id,
    model: row.model,
    occurred_at: row.occurred_at,
    outcome: 'done',
    reason: row.reason,
    request_id: null,
    resource: row.resource,
    resource_kind: row.resource_kind,
    seq: row.seq,
  };
  return createHash('sha256').update(previous).update(JSON.stringify(fields)).digest('hex');
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_chain', table => {
    table.comment('The end of the chain of audit events; one row');
    table.integer('id').primary();
    table.bigInteger('seq').notNullable();
    table.string('hash', 64).notNullable();
  });
  await knex.schema.alterTable('audit_events', table => {
    table.bigInteger('occurred_at').notNullable().defaultTo(0).comment('Milliseconds since 1970');
    table.string('outcome', 10).notNullable().defaultTo('done').comment('done or denied');
    table.string('model', 200).nullable().comment('Name of the model that it was about');
    table.string('request_id', 200).nullable();
    table.string('address', 100).nullable().comment('Of whoever sent the request');
    table.string('hash', 64).notNullable().defaultTo('');
    table.index(['model', 'seq']);
    table.index(['actor', 'seq']);
    table.index(['action', 'seq']);
    table.index(['occurred_at']);
  });
  const owners = await knex('deployments')
    .join('models', 'models.id', 'deployments.model_id')
    .select('deployments.name', 'models.name as model');
  const modelOfDeployment = new Map(owners.map(row => [row.name, row.model]));
  let previous = GENESIS;
  let last = 0;
  let seq = 0;
  for (;;) {
    const rows = await knex('audit_events').where('seq', '>', last).orderBy('seq').limit(500);
    if (rows.length === 0) {
      break;
    }
    for (const row of rows) {
      last = Number(row.seq);
      seq += 1;
      const model =
        row.resource_kind === 'deployment'
          ? (modelOfDeployment.get(row.resource) ?? null)
          : row.resource.split('@')[0];
      const occurredAt = new Date(row.at).getTime();
      const event = { ...row, seq, model, occurred_at: occurredAt };
      previous = hashOf(previous, event);
      // Numbers that were drawn and given up left gaps, which the chain has none of.
      await knex('audit_events')
        .where({ seq: last })
        .update({ seq, model, occurred_at: occurredAt, hash: previous });
    }
  }
  await knex('audit_chain').insert({ id: 1, seq, hash: previous });
  await knex.raw('ALTER TABLE audit_events DROP COLUMN at');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_events', table => {
    table.timestamp('at', { useTz: true }).nullable();
  });
  for (const row of await knex('audit_events').select('seq', 'occurred_at')) {
    await knex('audit_events')
      .where({ seq: row.seq })
      .update({ at: new Date(Number(row.occurred_at)) });
  }
  await knex.schema.alterTable('audit_events', table => {
    table.dropIndex(['occurred_at']);
    table.dropIndex(['action', 'seq']);
    table.dropIndex(['actor', 'seq']);
    table.dropIndex(['model', 'seq']);
  });
  for (const column of ['hash', 'address', 'request_id', 'model', 'outcome', 'occurred_at']) {
    await knex.raw(`ALTER TABLE audit_events DROP COLUMN ${column}`);
  }
  await knex.schema.dropTable('audit_chain');
};
