import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ProfileSchema } from '@mlops-backstage/model-profile';
import type {
  ArtifactStore,
  DeploymentTarget,
  DesiredDeployment,
  DesiredVersion,
} from '@mlops-backstage/plugin-mlops-node';
import { Poll } from '../polling/Poll';
import type { DeploymentStore } from './DeploymentStore';
import type { DesiredRow, DesiredVersionRow } from './readDesired';
import { ALIVE_FOR_MS } from './ReplicaStore';
import type { ReplicaStore } from './ReplicaStore';

/** Gives the frozen columns of a version, handed in by the area that owns the registry. */
export interface ProfileSchemas {
  schemaOf(versionId: string): Promise<ProfileSchema | undefined>;
}

/** Requests a second of which each worker is to log the predictions. */
export type LoggedRate = (deployment: { environment: string; hasChallengers: boolean }) => number;

/** What deployments say themselves of which predictions are logged, and with what of their inputs. */
export interface PredictionLogging {
  /** Changes with every change of what is said. */
  fingerprint(): Promise<string>;
  /** By the name of the deployment; those that say nothing are absent. */
  all(): Promise<ReadonlyMap<string, { requestsPerSecond: number | null; inputs: string[] }>>;
}

const HEARTBEAT_MS = 5_000;
/** When a deployment failed, it is tried again after this long. */
const RETRY_MS = 30_000;

/**
 * Makes every target serve what the database says should be served: at the start, when this replica changes something
 * and when another one did. Level-triggered, so nothing has to be delivered for a change to be found.
 */
export class DeploymentReconciler {
  private readonly replicaId = randomUUID();
  private readonly poll: Poll;
  private applied: string | undefined;
  private retryAt = Infinity;
  private heartbeatAt = 0;

  constructor(
    private readonly stores: { deployments: DeploymentStore; replicas: ReplicaStore },
    private readonly targets: ReadonlyMap<string, DeploymentTarget>,
    private readonly artifacts: ArtifactStore,
    private readonly schemas: ProfileSchemas,
    private readonly loggedRate: LoggedRate,
    private readonly logging: PredictionLogging | undefined,
    private readonly logger: LoggerService,
  ) {
    // The database may be away: what is served goes on being served, and the next turn tries again.
    this.poll = new Poll(
      () => this.turn(),
      error => logger.warn('Could not reconcile deployments', error),
    );
  }

  /** Reconciles once, then keeps looking. */
  async start(): Promise<void> {
    await this.poll.trigger();
  }

  /** Looks at once instead of at the next poll. */
  trigger(): void {
    this.poll.trigger();
  }

  async stop(): Promise<void> {
    await this.poll.stop();
    await this.stores.replicas.leave(this.replicaId);
  }

  private async turn(): Promise<void> {
    await this.heartbeat();
    const fingerprint = [
      await this.stores.deployments.fingerprint(),
      await this.logging?.fingerprint(),
    ].join(' ');
    if (fingerprint !== this.applied || Date.now() >= this.retryAt) {
      this.retryAt = Infinity;
      await this.reconcile();
      this.applied = fingerprint;
    }
  }

  private async heartbeat(): Promise<void> {
    if (Date.now() - this.heartbeatAt >= HEARTBEAT_MS) {
      await this.stores.replicas.heartbeat(this.replicaId);
      if (Date.now() - this.heartbeatAt > ALIVE_FOR_MS) {
        // The others may have taken this replica off the list meanwhile, and what it observed with it.
        this.applied = undefined;
      }
      this.heartbeatAt = Date.now();
    }
  }

  private async reconcile(): Promise<void> {
    const rows = await this.stores.deployments.listDesired();
    const logging = (await this.logging?.all()) ?? new Map();
    let allServe = true;
    for (const [id, target] of this.targets) {
      const mine = rows.filter(row => row.target === id);
      const ids = new Map(mine.map(row => [row.name, row.id]));
      const desired = await Promise.all(
        mine.map(row => this.toDesired(row, logging.get(row.name))),
      );
      const observed = await target.reconcile(desired);
      for (const failure of observed.filter(({ state }) => state === 'failed')) {
        allServe = false;
        this.retryAt = Date.now() + RETRY_MS;
        this.logger.error(
          `Deployment ${failure.deployment} revision ${failure.revision} failed: ${failure.message}`,
        );
      }
      await this.stores.replicas.observe(
        this.replicaId,
        observed.map(one => ({ ...one, id: ids.get(one.deployment)! })),
      );
    }
    // A deployment that failed goes on with what it served before, which isn't desired any more.
    if (allServe) {
      const served = rows.flatMap(({ versions }) => versions.map(({ digest }) => digest));
      await this.artifacts.retain?.(new Set(served));
    }
  }

  private async toDesired(
    row: DesiredRow,
    logging?: { requestsPerSecond: number | null; inputs: string[] },
  ): Promise<DesiredDeployment> {
    const served = await Promise.all(
      row.versions.map(async one => ({ ...one, desired: await this.toDesiredVersion(one) })),
    );
    const inRole = (role: DesiredVersionRow['role']) =>
      served.filter(one => one.role === role).map(({ desired }) => desired);
    const [champion] = inRole('champion');
    const [canary] = inRole('canary');
    const challengers = inRole('challenger');
    return {
      deployment: row.name,
      revision: row.revision,
      model: row.model,
      champion,
      ...(canary && { canary: { ...canary, weight: row.canary_weight! } }),
      challengers,
      loggedRequestsPerSecond:
        logging?.requestsPerSecond ??
        this.loggedRate({
          environment: row.environment,
          hasChallengers: challengers.length > 0,
        }),
      keptInputs: logging?.inputs ?? [],
      allowEventTime: row.allow_event_time,
    };
  }

  private async toDesiredVersion(row: DesiredVersionRow): Promise<DesiredVersion> {
    return {
      version: row.version,
      artifact: {
        digest: row.digest,
        localPath: () => this.artifacts.localPath(row.digest),
      },
      profileSchema: await this.schemas.schemaOf(row.version_id),
    };
  }
}
