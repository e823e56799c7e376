import type { Registration } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';

/** The outcome of registering from an entity. */
export interface RegistrationOutcome {
  entityRef: string;
  model: string;
  owner: string;
  state: Registration['state'];
  message?: string;
  /** Of everything that was registered; the same again means nothing to do. */
  fingerprint: string;
}

/** Keeps the last outcome of each entity. */
export interface RegistrationStore {
  find(
    entityRef: string,
  ): Promise<(Registration & { owner: string; fingerprint: string }) | undefined>;
  save(outcome: RegistrationOutcome): Promise<void>;
}

/** Keeps outcomes in the plugin's database. */
export class DatabaseRegistrationStore implements RegistrationStore {
  constructor(private readonly database: Knex) {}

  async find(entityRef: string) {
    const row = await this.database('registrations').where({ entity_ref: entityRef }).first();
    return (
      row && {
        entityRef: row.entity_ref,
        model: row.model,
        owner: row.owner,
        state: row.state,
        ...(row.message && { message: row.message }),
        fingerprint: row.fingerprint,
        updatedAt: toIsoString(row.updated_at),
      }
    );
  }

  async save(outcome: RegistrationOutcome): Promise<void> {
    await this.database('registrations')
      .insert({
        entity_ref: outcome.entityRef,
        model: outcome.model,
        owner: outcome.owner,
        state: outcome.state,
        message: outcome.message ?? null,
        fingerprint: outcome.fingerprint,
        updated_at: new Date(),
      })
      .onConflict('entity_ref')
      .merge();
  }
}
