import type { Knex } from 'knex';

/**
 * What whoever asks for a change of stage relies on, besides what the policy and the gates ask for. Looked at in the transaction of
 * the change, under the model's lock and before anything is changed: what it reads through the transaction of the model's versions,
 * deployments, approvals and alerts stays so until the change is made.
 *
 * @returns why it doesn't hold, in a sentence; nothing where it does
 */
export type Precondition = (transaction: Knex.Transaction) => Promise<string | undefined>;
