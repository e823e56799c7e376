import { NotFoundError } from '@backstage/errors';
import type {
  ComparedVersion,
  Evaluation,
  EvaluationPoint,
  ModelSummary,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import type { EvaluationStore } from './EvaluationStore';
import { metricsOfQuery } from './ModelQuery';
import type { ModelQuery } from './ModelQuery';
import type { ModelRow, ModelStore } from './ModelStore';
import type { RegistryReader } from './RegistryReader';
import type { VersionRow, VersionStore } from './VersionStore';

/** A page of something. */
export interface Page<T> {
  items: T[];
  totalItems: number;
  /** Whether there are further pages. */
  more: boolean;
}

/** A version by its model and number. */
export interface VersionKey {
  model: ModelRow;
  version: number;
}

/** Evaluations carry curves; older ones are in the metrics over time. */
const MAX_EVALUATIONS = 25;

/** What can be read of the registry. Who may is asked elsewhere (`AuthorizedRegistryService`). */
export class RegistryService {
  constructor(
    private readonly stores: {
      models: ModelStore;
      versions: VersionStore;
      evaluations: EvaluationStore;
    },
    private readonly reader: RegistryReader,
  ) {}

  async listModels(query: ModelQuery, readable: ReadableModels) {
    const [page, total] = await Promise.all([
      this.stores.models.list(query, readable),
      query.countUpTo && this.stores.models.count(query, readable, query.countUpTo),
    ]);
    return {
      items: await this.reader.summaries(page.rows, metricsOfQuery(query)),
      ...(total && { totalItems: total.count, totalIsExact: total.exact }),
      next: page.next,
    };
  }

  async findModel(name: string): Promise<ModelRow | undefined> {
    return this.stores.models.find(name);
  }

  findDeletedModel(name: string): Promise<ModelRow | undefined> {
    return this.stores.models.findDeleted(name);
  }

  /** By name, those that aren't deleted. */
  async findModels(names: string[]): Promise<Map<string, ModelRow>> {
    const rows = await this.stores.models.findByNames([...new Set(names)]);
    return new Map(rows.filter(row => row.deleted_at === null).map(row => [row.name, row]));
  }

  async getModel(model: ModelRow): Promise<ModelSummary> {
    return (await this.reader.summaries([model]))[0];
  }

  async listVersions(
    model: ModelRow,
    page: { limit: number; below?: number; deleted?: boolean },
  ): Promise<Page<Version>> {
    const rows = await this.stores.versions.list(model.id, page);
    return {
      items: await this.reader.versions(model, rows.slice(0, page.limit)),
      totalItems: page.deleted
        ? await this.stores.versions.countDeleted(model.id)
        : model.live_versions,
      more: rows.length > page.limit,
    };
  }

  /** @throws `NotFoundError` */
  async getVersion(model: ModelRow, version: number): Promise<Version> {
    return (await this.reader.versions(model, [await this.requireVersion(model, version)]))[0];
  }

  /** @throws `NotFoundError` */
  async getVersionOrDeleted(model: ModelRow, version: number): Promise<Version> {
    const row =
      (await this.stores.versions.find(model.id, version)) ??
      (await this.stores.versions.findDeleted(model.id, version));
    if (!row) {
      throw noVersion(model, version);
    }
    return (await this.reader.versions(model, [row]))[0];
  }

  /** @throws `NotFoundError` */
  async listEvaluations(model: ModelRow, version: number): Promise<Evaluation[]> {
    const row = await this.requireVersion(model, version);
    return this.stores.evaluations.list(row.id, MAX_EVALUATIONS);
  }

  async listModelEvaluations(
    model: ModelRow,
    page: { split?: Evaluation['split']; limit: number; after?: CursorPosition },
  ): Promise<{ items: EvaluationPoint[]; more: boolean }> {
    const points = await this.stores.evaluations.listOfModel(model.id, page);
    return { items: points.slice(0, page.limit), more: points.length > page.limit };
  }

  /** Versions, also of different models, in the order in which they were asked for. @throws `NotFoundError` */
  async compareVersions(keys: VersionKey[]): Promise<ComparedVersion[]> {
    const rows = await this.stores.versions.findMany(
      keys.map(({ model, version }) => ({ modelId: model.id, version })),
    );
    const found = keys.map(({ model, version }) => {
      const row = rows.find(one => one.model_id === model.id && one.version === version);
      if (!row) {
        throw noVersion(model, version);
      }
      return { model, row };
    });
    const [versions, evaluations] = await Promise.all([
      this.reader.versionsOfModels(found),
      this.stores.evaluations.latest(rows.map(row => row.id)),
    ]);
    return found.map(({ model, row }, index) => ({
      problemType: model.problem_type,
      owner: model.owner,
      ...(model.entity_ref && { entityRef: model.entity_ref }),
      version: versions[index],
      evaluations: evaluations.get(row.id) ?? [],
    }));
  }

  /** Everything that a document on a version tells, if there is the version. */
  async findSubject(model: ModelRow, version: number) {
    const row = await this.stores.versions.find(model.id, version);
    if (!row) {
      return undefined;
    }
    const [summary, versions, evaluations] = await Promise.all([
      this.getModel(model),
      this.reader.versions(model, [row]),
      this.stores.evaluations.latest([row.id]),
    ]);
    return {
      versionId: row.id,
      model: summary,
      version: versions[0],
      evaluations: evaluations.get(row.id) ?? [],
    };
  }

  private async requireVersion(model: ModelRow, version: number): Promise<VersionRow> {
    const row = await this.stores.versions.find(model.id, version);
    if (!row) {
      throw noVersion(model, version);
    }
    return row;
  }
}

function noVersion(model: ModelRow, version: number): NotFoundError {
  return new NotFoundError(`The model ${model.name} has no version ${version}`);
}
