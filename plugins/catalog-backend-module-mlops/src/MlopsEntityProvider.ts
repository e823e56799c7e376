import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { ForwardedError } from '@backstage/errors';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  ALERT_TOPIC,
  PROVIDER_LOCATION,
  REGISTRY_TOPIC,
} from '@mlops-backstage/plugin-mlops-common';
import { CoalescedRun } from './CoalescedRun';
import { DIGEST_ANNOTATION, digestOf } from './entityDigest';
import { readDeclaredEntities } from './readDeclaredEntities';
import type { RegistryEntities } from './RegistryEntities';

/** The id of the scheduled task. */
export const REFRESH_TASK = 'mlops-entity-provider';
/** Changes come in company: a registration says several. In milliseconds. */
const SHORTEST_WAIT_MS = 1_000;

const DIGESTS = `metadata.annotations.${DIGEST_ANNOTATION}`;

/**
 * Puts the models of the registry that nobody declared an entity for, and the endpoints of all models, into the catalog:
 * by a schedule, and soon after the registry said that it changed.
 */
export class MlopsEntityProvider implements EntityProvider {
  private readonly refresh: CoalescedRun;
  private readonly stopped = new AbortController();
  private connection?: EntityProviderConnection;
  private waiting?: NodeJS.Timeout;
  private lastRunMs = 0;

  constructor(
    private readonly services: {
      auth: AuthService;
      catalog: CatalogService;
      events: EventsService;
      logger: LoggerService;
      /** Runs a task on one replica at a time. */
      taskRunner: SchedulerServiceTaskRunner;
    },
    private readonly registry: RegistryEntities,
    private readonly options: { timeoutMs: number },
  ) {
    this.refresh = new CoalescedRun(() => this.run());
  }

  getProviderName(): string {
    return 'mlops';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { events, taskRunner } = this.services;
    this.connection = connection;
    await taskRunner.run({ id: REFRESH_TASK, fn: () => this.refresh.start() });
    await events.subscribe({
      id: REFRESH_TASK,
      topics: [REGISTRY_TOPIC, ALERT_TOPIC],
      onEvent: async () => this.refreshSoon(),
    });
  }

  /** Ends a run that is under way; nothing runs any more. */
  stop(): void {
    clearTimeout(this.waiting);
    this.stopped.abort();
  }

  private refreshSoon(): void {
    if (this.waiting || this.stopped.signal.aborted) {
      return;
    }
    // Not put off by further events, or a busy registry would never be read; and a large one isn't read all the time.
    this.waiting = setTimeout(
      () => {
        this.waiting = undefined;
        // A run of the schedule is reported by the scheduler.
        this.refresh.start().catch(error => this.services.logger.warn(error.message, error));
      },
      Math.max(SHORTEST_WAIT_MS, this.lastRunMs),
    );
  }

  private async run(): Promise<void> {
    const { auth, catalog, logger } = this.services;
    const begin = performance.now();
    const signal = AbortSignal.any([
      this.stopped.signal,
      AbortSignal.timeout(this.options.timeoutMs),
    ]);
    try {
      const declared = await readDeclaredEntities(catalog, auth);
      const entities = await this.registry.read(declared, signal);
      if (await this.holdsAlready(entities)) {
        return;
      }
      signal.throwIfAborted();
      await this.connection!.applyMutation({
        type: 'full',
        // Without a location key: then an entity of the same name that somebody declares takes the place of ours.
        entities: entities.map(entity => ({ entity })),
      });
      logger.info(`The registry has ${entities.length} entities in the catalog`);
    } catch (error) {
      throw new ForwardedError(
        'The catalog stays as it was, since the registry cannot be read',
        error,
      );
    } finally {
      this.lastRunMs = performance.now() - begin;
    }
  }

  /**
   * Whether the catalog has just these entities of ours. What this replica did last doesn't tell: another one may have
   * applied something since, and a declared entity may have taken the place of one and gone away.
   */
  private async holdsAlready(entities: readonly Entity[]): Promise<boolean> {
    const { auth, catalog } = this.services;
    const { facets } = await catalog.getEntityFacets(
      {
        facets: [DIGESTS],
        filter: { [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: PROVIDER_LOCATION },
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const held = new Set(facets[DIGESTS]?.map(({ value }) => value));
    return held.size === entities.length && entities.every(entity => held.has(digestOf(entity)));
  }
}
