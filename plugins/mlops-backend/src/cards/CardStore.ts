import type { CardSectionId } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CardTexts } from './CardSubject';

/** What was changed when, without the words. */
export interface CardChangeRow {
  version_id: string;
  revision: number;
  changed: CardSectionId[];
  written_at: TimestampColumn;
  written_by: string;
}

/** A revision as it is stored: all that was written for the version so far. */
export interface CardRevisionRow extends CardChangeRow {
  sections: CardTexts;
}

export interface NewCardRevision {
  versionId: string;
  revision: number;
  sections: CardTexts;
  changed: CardSectionId[];
  writtenBy: string;
}

/** The words of an earlier version of the same model. */
export interface EarlierTexts {
  versionId: string;
  version: number;
  sections: CardTexts;
}

/** Keeps what people wrote on model cards; a revision never changes. */
export interface CardStore {
  /** The given revision of a version, the newest one without it. */
  find(versionId: string, revision?: number, db?: Knex): Promise<CardRevisionRow | undefined>;
  /** The newest 100, newest first. */
  list(versionId: string): Promise<CardChangeRow[]>;
  /** Every change of some versions, newest first. */
  changesOf(versionIds: string[]): Promise<CardChangeRow[]>;
  /**
   * The newest words of versions of the same model before this one, newest version first; below a version number if
   * given. Versions that nobody wrote for, and deleted ones, are left out.
   */
  earlier(
    versionId: string,
    page: { limit: number; below?: number },
    db?: Knex,
  ): Promise<EarlierTexts[]>;
  /** @throws the database's unique violation when the version has this revision already */
  insert(transaction: Knex.Transaction, revision: NewCardRevision): Promise<void>;
}

const MAX_LISTED = 100;
const CHANGE_COLUMNS = ['version_id', 'revision', 'changed', 'written_at', 'written_by'];

const changeFromDatabase = (row: any): CardChangeRow => ({
  ...row,
  changed: JSON.parse(row.changed),
});

/** Keeps them in the plugin's database. */
export class DatabaseCardStore implements CardStore {
  constructor(private readonly database: Knex) {}

  async find(
    versionId: string,
    revision?: number,
    db: Knex = this.database,
  ): Promise<CardRevisionRow | undefined> {
    const rows = db('card_revisions')
      .select(...CHANGE_COLUMNS, 'sections')
      .where({ version_id: versionId })
      .orderBy('revision', 'desc');
    if (revision !== undefined) {
      rows.andWhere({ revision });
    }
    const row = await rows.first();
    return row && { ...changeFromDatabase(row), sections: JSON.parse(row.sections) };
  }

  async list(versionId: string): Promise<CardChangeRow[]> {
    const rows = await this.database('card_revisions')
      .select(CHANGE_COLUMNS)
      .where({ version_id: versionId })
      .orderBy('revision', 'desc')
      .limit(MAX_LISTED);
    return rows.map(changeFromDatabase);
  }

  async changesOf(versionIds: string[]): Promise<CardChangeRow[]> {
    const rows = await this.database('card_revisions')
      .select(CHANGE_COLUMNS)
      .whereIn('version_id', versionIds)
      .orderBy([{ column: 'version_id' }, { column: 'revision', order: 'desc' }]);
    return rows.map(changeFromDatabase);
  }

  async earlier(
    versionId: string,
    page: { limit: number; below?: number },
    db: Knex = this.database,
  ): Promise<EarlierTexts[]> {
    const rows = db('versions as own')
      .join('versions', 'versions.model_id', 'own.model_id')
      .join('card_revisions as card', 'card.version_id', 'versions.id')
      .where('own.id', versionId)
      .whereRaw('versions.version < own.version')
      .whereNull('versions.deleted_at')
      .where('card.revision', (newest: Knex.QueryBuilder) =>
        newest
          .max('newest.revision')
          .from('card_revisions as newest')
          .whereRaw('newest.version_id = versions.id'),
      )
      .select({ versionId: 'versions.id', version: 'versions.version', sections: 'card.sections' })
      .orderBy('versions.version', 'desc')
      .limit(page.limit);
    if (page.below !== undefined) {
      rows.andWhere('versions.version', '<', page.below);
    }
    return (await rows).map(row => ({ ...row, sections: JSON.parse(row.sections) }));
  }

  async insert(transaction: Knex.Transaction, revision: NewCardRevision): Promise<void> {
    await transaction('card_revisions').insert({
      version_id: revision.versionId,
      revision: revision.revision,
      sections: JSON.stringify(revision.sections),
      changed: JSON.stringify(revision.changed),
      written_at: new Date(),
      written_by: revision.writtenBy,
    });
  }
}
