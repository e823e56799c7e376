import { randomUUID } from 'node:crypto';
import type { ProblemType } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import { whereReadable } from '../governance/whereReadable';
import { joinIndexes } from './joinIndexes';
import { SORT_COLUMNS } from './ModelQuery';
import type { ModelQuery } from './ModelQuery';
import { whereMatches } from './whereMatches';

/** A registered model as it is stored. */
export interface ModelRow {
  id: string;
  name: string;
  description: string;
  /** Entity reference, in lower case. */
  owner: string;
  /** The catalog entity that stands for the model. */
  entity_ref: string | null;
  /** The catalog entity that the model was registered from. */
  declared_by: string | null;
  /** Entity reference, in lower case. */
  system: string | null;
  problem_type: ProblemType;
  tags: string[];
  /** Of the latest version, in lower case. */
  framework: string;
  /** The highest version number given out. */
  version_count: number;
  /** Versions that aren't deleted. */
  live_versions: number;
  /** The highest version that isn't deleted. */
  latest_version: number | null;
  deleted_at: TimestampColumn | null;
  created_at: TimestampColumn;
  updated_at: TimestampColumn;
}

/** What a person or an entity says of a model. */
export interface ModelDescription {
  name: string;
  owner: string;
  description: string;
  problemType: ProblemType;
  tags: string[];
  system?: string;
  declaredBy?: string;
}

/** A model, with the entity that stands for it. */
export interface LinkedModel {
  name: string;
  owner: string;
  declaredBy?: string;
  entityRef?: string;
}

/** How many models match, counted up to a bound so that the time doesn't grow with how many there are. */
export interface BoundedCount {
  count: number;
  exact: boolean;
}

/** Keeps models. Deleted ones are found by nothing but what says so. */
export interface ModelStore {
  /** A page, and where the next one begins if there is one. */
  list(
    query: ModelQuery,
    readable: ReadableModels,
  ): Promise<{ rows: ModelRow[]; next?: CursorPosition }>;
  count(query: ModelQuery, readable: ReadableModels, upTo: number): Promise<BoundedCount>;
  find(name: string, db?: Knex): Promise<ModelRow | undefined>;
  findDeleted(name: string): Promise<ModelRow | undefined>;
  /** Deleted or not. */
  findByNames(names: string[]): Promise<ModelRow[]>;
  /** Reads the row, deleted or not, and keeps others from changing it until the transaction ends. */
  lock(transaction: Knex.Transaction, name: string): Promise<ModelRow | undefined>;
  /** @throws the database's error when the name or the entity is taken */
  insert(transaction: Knex.Transaction, model: ModelDescription): Promise<ModelRow>;
  describe(transaction: Knex.Transaction, id: string, model: ModelDescription): Promise<void>;
  /** Sets the highest version number given out. */
  setVersionCount(transaction: Knex.Transaction, id: string, count: number): Promise<void>;
  setDeleted(transaction: Knex.Transaction, id: string, deletedAt: Date | null): Promise<void>;
  /** Deleted before a time. */
  listDeletedBefore(time: Date, limit: number): Promise<ModelRow[]>;
  /** Removes the row and with it everything of the registry that belongs to the model. */
  remove(transaction: Knex.Transaction, id: string): Promise<void>;
  /** All models that aren't deleted, with the entities that stand for them. */
  linkedModels(): Promise<LinkedModel[]>;
  setLinks(changes: Array<{ model: string; entityRef: string | null }>): Promise<void>;
}

const fromDatabase = (row: any): ModelRow => ({ ...row, tags: JSON.parse(row.tags) });

/** Keeps models in the plugin's database. */
export class DatabaseModelStore implements ModelStore {
  constructor(private readonly database: Knex) {}

  async list(query: ModelQuery, readable: ReadableModels) {
    const { sort, limit, after } = query;
    const { rows: selected, order } = this.matching(query, readable);
    const [columns] = order;
    selected
      .select('models.*')
      .select({ sort_value: columns[0], sort_key: columns[columns.length - 1] })
      .limit(limit + 1);
    columns.forEach(column => selected.orderBy(column, sort.descending ? 'desc' : 'asc'));
    if (after) {
      const position = isByTime(query) ? [new Date(after[0]), ...after.slice(1)] : after;
      // Of every index, so that none of them is read from its beginning to get to the page.
      for (const same of order) {
        const names = same.map(() => '??').join(', ');
        const values = same.map(() => '?').join(', ');
        selected.whereRaw(`(${names}) ${sort.descending ? '<' : '>'} (${values})`, [
          ...same,
          ...position,
        ]);
      }
    }
    const found: any[] = await selected;
    const page = found.slice(0, limit);
    const last = page[limit - 1];
    const value = last && (isByTime(query) ? new Date(last.sort_value).getTime() : last.sort_value);
    return {
      rows: page.map(({ sort_value, sort_key, ...row }: any) => fromDatabase(row)),
      ...(found.length > limit && {
        next: columns.length === 1 ? [last.sort_key] : [value, last.sort_key],
      }),
    };
  }

  async count(query: ModelQuery, readable: ReadableModels, upTo: number): Promise<BoundedCount> {
    const { rows } = this.matching(query, readable);
    const bounded = rows
      .select(this.database.raw('1'))
      .limit(upTo + 1)
      .as('matching');
    const [{ count }] = await this.database.from(bounded).count<any[]>({ count: '*' });
    return { count: Math.min(Number(count), upTo), exact: Number(count) <= upTo };
  }

  async find(name: string, db: Knex = this.database): Promise<ModelRow | undefined> {
    const row = await db('models').where({ name, deleted_at: null }).first();
    return row && fromDatabase(row);
  }

  async findDeleted(name: string): Promise<ModelRow | undefined> {
    const row = await this.database('models').where({ name }).whereNotNull('deleted_at').first();
    return row && fromDatabase(row);
  }

  async findByNames(names: string[]): Promise<ModelRow[]> {
    return (await this.database('models').whereIn('name', names)).map(fromDatabase);
  }

  async lock(transaction: Knex.Transaction, name: string): Promise<ModelRow | undefined> {
    const row = await transaction('models').where({ name }).forUpdate().first();
    return row && fromDatabase(row);
  }

  async insert(transaction: Knex.Transaction, model: ModelDescription): Promise<ModelRow> {
    const now = new Date();
    const row = {
      id: randomUUID(),
      name: model.name,
      ...described(model),
      entity_ref: model.declaredBy ?? null,
      framework: '',
      version_count: 0,
      live_versions: 0,
      latest_version: null,
      deleted_at: null,
      created_at: now,
      updated_at: now,
    };
    await transaction('models').insert(row);
    return fromDatabase(row);
  }

  async describe(
    transaction: Knex.Transaction,
    id: string,
    model: ModelDescription,
  ): Promise<void> {
    await transaction('models')
      .where({ id })
      .update({
        ...described(model),
        ...(model.declaredBy && { entity_ref: model.declaredBy }),
        updated_at: new Date(),
      });
  }

  async setVersionCount(transaction: Knex.Transaction, id: string, count: number): Promise<void> {
    await transaction('models')
      .where({ id })
      .update({ version_count: count, updated_at: new Date() });
  }

  async setDeleted(
    transaction: Knex.Transaction,
    id: string,
    deletedAt: Date | null,
  ): Promise<void> {
    await transaction('models')
      .where({ id })
      .update({ deleted_at: deletedAt, updated_at: new Date() });
  }

  async listDeletedBefore(time: Date, limit: number): Promise<ModelRow[]> {
    const rows = await this.database('models')
      .where('deleted_at', '<', time)
      .orderBy('deleted_at')
      .limit(limit);
    return rows.map(fromDatabase);
  }

  async remove(transaction: Knex.Transaction, id: string): Promise<void> {
    await transaction('models').where({ id }).delete();
  }

  async linkedModels(): Promise<LinkedModel[]> {
    const rows = await this.database('models')
      .select('name', 'owner', 'declared_by', 'entity_ref')
      .whereNull('deleted_at');
    return rows.map(row => ({
      name: row.name,
      owner: row.owner,
      ...(row.declared_by && { declaredBy: row.declared_by }),
      ...(row.entity_ref && { entityRef: row.entity_ref }),
    }));
  }

  async setLinks(changes: Array<{ model: string; entityRef: string | null }>): Promise<void> {
    // Where a page is, isn't a change of the model: neither its time nor the audit trail tells of it.
    for (const { model, entityRef } of changes) {
      await this.database('models').where({ name: model }).update({ entity_ref: entityRef });
    }
  }

  /** A query of the models that match, and the order that a list of them has. */
  private matching(query: ModelQuery, readable: ReadableModels) {
    const { database } = this;
    const rows = whereMatches(database, whereReadable(database('models'), readable), query);
    return { rows, order: joinIndexes(database, rows, query) };
  }
}

function isByTime({ sort }: ModelQuery): boolean {
  return 'column' in sort && SORT_COLUMNS[sort.column].kind === 'time';
}

function described(model: ModelDescription) {
  return {
    description: model.description,
    owner: model.owner,
    declared_by: model.declaredBy ?? null,
    system: model.system ?? null,
    problem_type: model.problemType,
    tags: JSON.stringify(model.tags),
  };
}
