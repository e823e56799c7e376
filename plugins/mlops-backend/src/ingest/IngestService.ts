import { InputError } from '@backstage/errors';
import type { Profile, ProfileSchema } from '@mlops-backstage/model-profile';
import type { IngestReceipt, Prediction } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { DeploymentRow } from '../deployments/DeploymentRow';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { Window } from '../monitoring/Window';
import { asKept } from '../predictions/PredictionRecorder';
import type { PredictionSettingsStore } from '../predictions/PredictionSettingsStore';
import type { PredictionStore, StoredPrediction } from '../predictions/PredictionStore';
import { roleOf } from '../predictions/togetherSince';
import type { IngestedPrediction } from './IngestedPrediction';
import { NamedColumns } from './namedColumns';
import { summarizePredictions } from './summarizePredictions';

/** Clocks differ; what happened later than this from now didn't. */
const AHEAD_MS = 5 * 60_000;
const MAX_KEY = 200;

/** What is needed of a version, handed in by the area that owns the registry. */
export interface IngestedVersions {
  versionOf(
    deployment: string,
    version: number,
  ): Promise<{ prediction: Prediction; reference?: Profile } | undefined>;
}

/** Where windows are added, handed in by the area that owns them. */
export interface IngestedWindows {
  addIn(transaction: Knex.Transaction, windows: Window[]): Promise<void>;
}

/** A prediction with what is stored of it. */
interface Placed {
  prediction: IngestedPrediction;
  stored: StoredPrediction;
  schema?: ProfileSchema;
}

const keyOf = ({ predictionId, row, version }: Placed['stored']) =>
  `${version} ${row} ${predictionId}`;

/**
 * Takes predictions of models that are served elsewhere into the same log and the same windows as those that are served
 * here. A prediction counts once, by its id, row and version, for as long as the log keeps it.
 */
export class IngestService {
  constructor(
    private readonly database: Knex,
    private readonly parts: {
      predictions: Pick<PredictionStore, 'addNew'>;
      windows: IngestedWindows;
      settings: Pick<PredictionSettingsStore, 'find'>;
      versions: IngestedVersions;
      audit: AuditLog;
    },
    /** The length of windows. */
    private readonly windowMs: number,
  ) {}

  /** The columns of a version, for payloads that don't name them. */
  async namesOf(row: DeploymentRow, version?: number): Promise<NamedColumns> {
    const found = await this.versionOf(row, version ?? this.championOf(row, 'The request'));
    return new NamedColumns(found.prediction, found.reference);
  }

  /** What was read out of a body, with an audit event. */
  add(
    actor: Actor,
    row: DeploymentRow,
    predictions: readonly IngestedPrediction[],
  ): Promise<IngestReceipt> {
    return this.store(row, predictions, async (transaction, receipt) =>
      this.parts.audit.append(transaction, {
        actor,
        action: 'prediction.ingest',
        resource: { kind: 'deployment', name: row.name, model: row.model },
        after: receipt,
      }),
    );
  }

  /**
   * All or nothing.
   *
   * @param also - what is done in the same transaction
   * @throws `InputError` with the place for a version that isn't there, outputs without the prediction, a time to come
   */
  async store(
    row: DeploymentRow,
    predictions: readonly IngestedPrediction[],
    also: (transaction: Knex.Transaction, receipt: IngestReceipt) => Promise<void>,
  ): Promise<IngestReceipt> {
    const settings = await this.parts.settings.find(row.name);
    const latest = Date.now() + AHEAD_MS;
    const placed: Placed[] = [];
    for (const prediction of predictions) {
      const { place, time } = prediction;
      const version = prediction.version ?? this.championOf(row, place);
      const found = await this.versionOf(row, version, place);
      if (time > latest) {
        throw new InputError(`${place}: it happened in the future`);
      }
      const stored = asKept(
        {
          deployment: row.name,
          predictionId: prediction.id,
          row: prediction.row,
          version,
          role: roleOf(row, version) ?? 'champion',
          time,
          latencyMs: prediction.latencyMs ?? 0,
          outputs: prediction.outputs,
          kept: prediction.inputs,
        },
        found.prediction,
        settings,
      );
      if (Object.keys(stored.outputs).length === 0) {
        throw new InputError(
          `${place}: none of its outputs is one of those that carry the prediction: ${namesIn(found.prediction)}`,
        );
      }
      checkText(stored, place);
      placed.push({ prediction, stored, schema: found.reference?.schema });
    }
    return this.database.transaction(async transaction => {
      const added = await this.parts.predictions.addNew(
        transaction,
        placed.map(({ stored }) => stored),
      );
      const receipt = {
        received: predictions.length,
        added: added.length,
        known: predictions.length - added.length,
      };
      const windows = this.windowsOf(row.name, newest(placed, added));
      if (windows.length > 0) {
        await this.parts.windows.addIn(transaction, windows);
      }
      await also(transaction, receipt);
      return receipt;
    });
  }

  private windowsOf(deployment: string, placed: readonly Placed[]): Window[] {
    const served = new Map<string, Placed[]>();
    for (const one of placed) {
      const key = `${one.stored.version} ${one.stored.role}`;
      const group = served.get(key);
      if (group) {
        group.push(one);
      } else {
        served.set(key, [one]);
      }
    }
    return [...served.values()].flatMap(group => {
      const [{ stored, schema }] = group;
      const { version, role } = stored;
      const predictions = group.map(({ prediction }) => prediction);
      return summarizePredictions(
        deployment,
        { version, role, schema, predictions },
        this.windowMs,
      );
    });
  }

  private championOf(row: DeploymentRow, place: string): number {
    if (row.version === null) {
      throw new InputError(`${place}: nothing is deployed at ${row.name}, so say the version`);
    }
    return row.version;
  }

  private async versionOf(row: DeploymentRow, version: number, place: string = 'The request') {
    const found = await this.parts.versions.versionOf(row.name, version);
    if (!found) {
      throw new InputError(`${place}: the model ${row.model} has no version ${version}`);
    }
    return found;
  }
}

/** SQLite would hold what PostgreSQL doesn't. */
function checkText({ predictionId, key = '' }: StoredPrediction, place: string): void {
  if (`${predictionId}${key}`.includes('\0')) {
    throw new InputError(`${place}: its id or key has the character 0`);
  }
  if (key.length > MAX_KEY) {
    throw new InputError(`${place}: its key is longer than ${MAX_KEY} characters`);
  }
}

/** Those that weren't known, each once. */
function newest(placed: Placed[], added: readonly StoredPrediction[]): Placed[] {
  const left = new Set(added.map(keyOf));
  return placed.filter(({ stored }) => left.delete(keyOf(stored)));
}

function namesIn({ label, value, scores }: Prediction): string {
  const names = [label, value, scores].filter(name => name !== undefined);
  return names.length > 0 ? names.join(', ') : 'the version names none';
}
