import type { Knex } from 'knex';
import type { AlertRow } from './AlertStore';

/** What became of an alert. */
export type AlertNewsType = 'raised' | 'escalated' | 'resolved';

/** The model of an alert, as far as whoever is told of it needs to know it. */
export interface AlertedModel {
  id: string;
  /** Who is told. */
  owner: string;
}

/** Tells people and systems of alerts. */
export interface AlertTeller {
  /**
   * Tells what became of an alert once the transaction is committed, or nobody where that is mute.
   *
   * @param alert - as it is afterwards
   * @returns whether it is told
   */
  tell(
    transaction: Knex.Transaction,
    type: AlertNewsType,
    alert: AlertRow,
    model: AlertedModel,
  ): Promise<boolean>;
}
