import { randomUUID } from 'node:crypto';
import type { ProblemType, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { escapeLike } from '../database/columns';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import { whereReadable } from '../governance/whereReadable';

/** A registered model as it is stored. */
export interface ModelRow {
  id: string;
  name: string;
  description: string;
  /** Entity reference, in lower case. */
  owner: string;
  entity_ref: string | null;
  problem_type: ProblemType;
  tags: string[];
  version_count: number;
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
  entityRef?: string;
}

export type ModelSort = 'name' | '-name' | 'updatedAt' | '-updatedAt';

export interface ModelQuery {
  /** Words in lower case, all of which have to occur. */
  words: string[];
  owners?: string[];
  stages?: Stage[];
  problemTypes?: ProblemType[];
  deployed?: boolean;
  sort: ModelSort;
  limit: number;
  after?: CursorPosition;
}

/** Keeps models. */
export interface ModelStore {
  /** One row more than the limit where there are further ones. */
  list(query: ModelQuery, readable: ReadableModels): Promise<ModelRow[]>;
  count(query: ModelQuery, readable: ReadableModels): Promise<number>;
  find(name: string, db?: Knex): Promise<ModelRow | undefined>;
  findByNames(names: string[]): Promise<ModelRow[]>;
  /** Reads the row and keeps others from changing it until the transaction ends. */
  lock(transaction: Knex.Transaction, name: string): Promise<ModelRow | undefined>;
  /** @throws the database's error when the name or the entity is taken */
  insert(transaction: Knex.Transaction, model: ModelDescription): Promise<ModelRow>;
  describe(transaction: Knex.Transaction, id: string, model: ModelDescription): Promise<void>;
  /** Sets the highest version number given out. */
  setVersionCount(transaction: Knex.Transaction, id: string, count: number): Promise<void>;
}

const searchText = (model: ModelDescription) =>
  [model.name, model.description, model.owner, ...model.tags].join('\n').toLocaleLowerCase('en-US');

const fromDatabase = (row: any): ModelRow => ({ ...row, tags: JSON.parse(row.tags) });

/** Keeps models in the plugin's database. */
export class DatabaseModelStore implements ModelStore {
  constructor(private readonly database: Knex) {}

  async list(query: ModelQuery, readable: ReadableModels): Promise<ModelRow[]> {
    const descending = query.sort.startsWith('-');
    const direction = descending ? 'desc' : 'asc';
    const comparison = descending ? '<' : '>';
    const rows = this.matching(query, readable)
      .select('models.*')
      .limit(query.limit + 1);
    if (query.sort.endsWith('updatedAt')) {
      rows.orderBy('models.updated_at', direction);
    }
    rows.orderBy('models.name', direction);
    if (query.after) {
      const [name, updatedAt] = query.after;
      if (updatedAt === undefined) {
        rows.andWhere('models.name', comparison, name);
      } else {
        const time = new Date(updatedAt);
        rows.andWhere(behind =>
          behind
            .where('models.updated_at', comparison, time)
            .orWhere(tie =>
              tie.where('models.updated_at', time).where('models.name', comparison, name),
            ),
        );
      }
    }
    return (await rows).map(fromDatabase);
  }

  async count(query: ModelQuery, readable: ReadableModels): Promise<number> {
    const [{ count }] = await this.matching(query, readable).count({ count: '*' });
    return Number(count);
  }

  async find(name: string, db: Knex = this.database): Promise<ModelRow | undefined> {
    const row = await db('models').where({ name }).first();
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
      ...this.described(model),
      version_count: 0,
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
      .update({ ...this.described(model), updated_at: new Date() });
  }

  async setVersionCount(transaction: Knex.Transaction, id: string, count: number): Promise<void> {
    await transaction('models')
      .where({ id })
      .update({ version_count: count, updated_at: new Date() });
  }

  private described(model: ModelDescription) {
    return {
      description: model.description,
      owner: model.owner,
      entity_ref: model.entityRef ?? null,
      problem_type: model.problemType,
      tags: JSON.stringify(model.tags),
      search_text: searchText(model),
    };
  }

  private matching(query: ModelQuery, readable: ReadableModels): Knex.QueryBuilder {
    const rows = whereReadable(this.database('models'), readable);
    for (const word of query.words) {
      rows.andWhereRaw(`models.search_text LIKE ? ESCAPE '\\'`, [`%${escapeLike(word)}%`]);
    }
    if (query.owners?.length) {
      rows.whereIn('models.owner', query.owners);
    }
    if (query.problemTypes?.length) {
      rows.whereIn('models.problem_type', query.problemTypes);
    }
    if (query.stages?.length) {
      rows.whereExists(
        this.database('versions')
          .select(this.database.raw('1'))
          .whereRaw('versions.model_id = models.id')
          .whereIn('versions.stage', query.stages),
      );
    }
    if (query.deployed !== undefined) {
      const deployments = this.database('deployments')
        .select(this.database.raw('1'))
        .whereRaw('deployments.model_id = models.id')
        .whereNotNull('deployments.version');
      if (query.deployed) {
        rows.whereExists(deployments);
      } else {
        rows.whereNotExists(deployments);
      }
    }
    return rows;
  }
}
