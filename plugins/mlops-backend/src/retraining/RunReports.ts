import type {
  Evaluation,
  EvaluationInput,
  RegisteredVersion,
} from '@mlops-backstage/plugin-mlops-common';
import { ConflictError } from '@backstage/errors';
import type { Actor } from '../governance/Actor';
import type { NewArtifact, VersionToRegister } from '../registry/VersionToRegister';
import type { RetrainedVersions } from './RetrainedModels';
import { isUnderWay, madeAlready, requireUnderWay } from './RunService';
import type { RunService } from './RunService';
import type { RunRow } from './RunStore';

/** What jobs do in the registry, handed in by the area that owns it. */
export interface ReportedTo {
  registration: {
    registerVersion(
      actor: Actor,
      model: string,
      version: VersionToRegister,
    ): Promise<RegisteredVersion>;
  };
  editor: {
    addEvaluation(
      actor: Actor,
      model: string,
      version: number,
      evaluation: EvaluationInput,
    ): Promise<Evaluation>;
  };
}

const digestOf = (artifact: NewArtifact) =>
  'external' in artifact ? artifact.external.digest : artifact.artifact.digest;

/** What the job of a run hands in. Whether it is the job is asked elsewhere (`AuthorizedRetrainingService`). */
export class RunReports {
  constructor(
    private readonly runs: RunService,
    private readonly registry: ReportedTo,
    private readonly versions: RetrainedVersions,
  ) {}

  /** @throws `ConflictError` where the run is over or made another version; what `registerVersion` throws */
  async registerVersion(
    actor: Actor,
    run: RunRow,
    { registration, artifact }: VersionToRegister,
  ): Promise<RegisteredVersion> {
    requireUnderWay(run);
    if (run.version !== null) {
      const known = await this.versions.findVersionOf(run.model, run.version);
      if (known?.digest !== digestOf(artifact)) {
        throw madeAlready(run);
      }
    }
    const registered = await this.registry.registration.registerVersion(actor, run.model, {
      registration: {
        ...registration,
        // Sent again after an answer that was lost, it is the same version.
        newVersion: false,
        source: {
          workflow: run.policy,
          ...(run.url !== null && /^https?:\/\/[^\s@]+$/.test(run.url) && { runUrl: run.url }),
          ...registration.source,
          run: run.id,
        },
      },
      artifact,
    });
    await this.runs.keepVersion(actor, run.id, registered.version.version);
    return registered;
  }

  /** @throws `ConflictError` where the run is over, or has no such version; what `addEvaluation` throws */
  async addEvaluation(
    actor: Actor,
    run: RunRow,
    of: 'version' | 'champion',
    evaluation: EvaluationInput,
  ): Promise<Evaluation> {
    requireUnderWay(run);
    const version = of === 'version' ? run.version : run.champion;
    if (version === null) {
      throw new ConflictError(
        of === 'version'
          ? 'The run has registered no version yet'
          : 'There is no champion to compare with: nothing was served when the run began',
      );
    }
    return this.registry.editor.addEvaluation(actor, run.model, version, evaluation);
  }

  /** The version whose artifact a job may have, to compare with. @throws `ConflictError` */
  championOf(run: RunRow): number {
    requireUnderWay(run);
    if (run.champion === null || !isUnderWay(run)) {
      throw new ConflictError(
        'There is no champion to compare with: nothing was served when the run began',
      );
    }
    return run.champion;
  }
}
