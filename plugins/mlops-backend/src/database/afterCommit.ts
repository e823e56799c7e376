import type { Knex } from 'knex';

/**
 * Calls a function once what a transaction did is committed, so with the outermost of the transactions that it is nested
 * in; never when it or one of these is rolled back.
 *
 * @param then - must not throw
 */
export function afterCommit(transaction: Knex.Transaction, then: () => void): void {
  const ends: Array<Promise<unknown>> = [];
  for (let one: Knex.Transaction | undefined = transaction; one; one = one.parentTransaction) {
    ends.push(one.executionPromise);
  }
  // Whoever rolled back was told so; here it only means that nothing is to be done.
  Promise.all(ends).then(then, () => {});
}
