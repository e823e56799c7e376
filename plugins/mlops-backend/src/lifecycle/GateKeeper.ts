import type { Gates, GateResult, Stage, StageGates } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { ApprovalRow, Requirement } from './ApprovalStore';
import type { ArtifactCheck } from './ArtifactVerifier';
import { alertsGate } from './gates/alertsGate';
import { approvalsGate } from './gates/approvalsGate';
import { cardGate } from './gates/cardGate';
import { digestGate } from './gates/digestGate';
import { evaluationGate } from './gates/evaluationGate';
import { metricGate } from './gates/metricGate';
import type { Champion } from './gates/metricGate';
import type { Verdict } from './gates/Verdict';
import type { GateStore } from './GateStore';
import type { OpenAlerts } from './OpenAlerts';
import type { StagedModel, StagedModels, StagedVersion, WrittenCards } from './StagedModels';

/** A version that wants to enter a stage. */
export interface Entry {
  model: StagedModel;
  version: StagedVersion;
  to: Stage;
  /** The open request for approval of the change, if there is one. */
  approval: ApprovalRow | undefined;
  /** What reading the artifact found; nothing where it wasn't read. */
  artifact?: ArtifactCheck;
}

/** The gates before a stage, by where they come from. */
type SourcedGates = Array<{ source: GateResult['source']; gates: Gates }>;

/** Looks whether versions meet what is asked of them before they enter a stage. Decides nothing. */
export class GateKeeper {
  constructor(
    /** Those of every model. */
    readonly configured: StageGates,
    private readonly store: GateStore,
    private readonly models: StagedModels,
    private readonly cards: WrittenCards,
    private readonly alerts: OpenAlerts,
  ) {}

  /** What the gates before a stage ask for in approvals; each of them has to be met. */
  async requirements(modelId: string, to: Stage, db?: Knex): Promise<Requirement[]> {
    return (await this.gatesBefore(modelId, to, db)).flatMap(({ source, gates }) =>
      gates.approvals ? [{ ...gates.approvals, source }] : [],
    );
  }

  /** Whether the artifact has to be read, which is done before anything is locked. */
  async asksForDigest(modelId: string, to: Stage): Promise<boolean> {
    return (await this.gatesBefore(modelId, to)).some(({ gates }) => gates.digest);
  }

  /** The results of all gates: the configured ones, then those of the model. */
  async evaluate(transaction: Knex.Transaction, entry: Entry): Promise<GateResult[]> {
    const results: GateResult[] = [];
    for (const { source, gates } of await this.gatesBefore(entry.model.id, entry.to, transaction)) {
      const add = (gate: GateResult['gate'], verdict: Verdict) =>
        results.push({ gate, source, ...verdict });
      const { model, version } = entry;
      if (gates.approvals) {
        add('approvals', approvalsGate(gates.approvals, entry.approval, version.author));
      }
      if (gates.metrics || gates.evaluations) {
        const metrics = await this.models.metricsOf(transaction, version);
        const champion = await this.championFor(transaction, entry);
        gates.metrics?.forEach(gate => add('metric', metricGate(gate, metrics, champion)));
        if (gates.evaluations) {
          add('evaluation', evaluationGate(gates.evaluations, metrics));
        }
      }
      if (gates.card) {
        const written = await this.cards.writtenSections(transaction, version.id);
        add('card', cardGate(gates.card, written));
      }
      if (gates.digest) {
        add('digest', digestGate(version.digest, entry.artifact));
      }
      if (gates.alerts) {
        add(
          'alerts',
          alertsGate(gates.alerts, await this.alerts.highestOpen(transaction, model.id)),
        );
      }
    }
    return results;
  }

  /** Whom the version has to stand up to: who has the alias `champion`, or else the newest in the stage. */
  private async championFor(
    transaction: Knex.Transaction,
    { model, version, to }: Entry,
  ): Promise<Champion | undefined> {
    const aliased = await this.models.aliasedVersion(transaction, model.id, 'champion');
    const candidates = [
      ...(aliased ? [aliased] : []),
      ...(await this.models.versionsIn(transaction, model.id, to)),
    ];
    const champion = candidates.find(candidate => candidate.version !== version.version);
    return (
      champion && {
        version: champion.version,
        metrics: await this.models.metricsOf(transaction, champion),
      }
    );
  }

  private async gatesBefore(modelId: string, to: Stage, db?: Knex): Promise<SourcedGates> {
    const added = await this.store.find(modelId, db);
    return [
      { source: 'configured', gates: this.configured[to] ?? {} },
      { source: 'model', gates: added?.gates[to] ?? {} },
    ];
  }
}
