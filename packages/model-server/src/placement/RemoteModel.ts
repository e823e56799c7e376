import { Tensor } from '../protocol/Datatype';
import { ModelSignature } from '../protocol/ModelSignature';
import { ProtocolError } from '../protocol/ProtocolError';
import { RunRequest, RunResult } from '../runtime/BatchRunner';
import { ServedModel } from '../runtime/ServedModel';
import { ArtifactFile, OpenedModel } from './peerMessages';
import { OpenedOnPeers } from './OpenedOnPeers';
import { PeerLine, PeerLostError } from './PeerLine';
import { PeerLines } from './PeerLines';
import { listTensors } from './tensorList';
import { epochNow, fromEpoch } from '../telemetry/threadClock';

/** How long opening waits for a worker that was lost. */
const OPEN_PATIENCE_MS = 10_000;

/**
 * A model whose sessions are on other workers, which take turns. A request whose worker is lost is run by another one, or
 * by that one's successor: running a model changes nothing.
 */
export class RemoteModel implements ServedModel {
  readonly signature: ModelSignature;
  readonly tensorOutputs: readonly string[];
  readonly rowDependence?: string;
  private holders = 1;
  private turn = 0;

  /**
   * Held for the caller.
   *
   * @param workers - that have it, or are to
   * @param onRelease - called when nobody holds it any more
   * @throws Error when it can't be loaded there
   */
  static async open(
    artifact: ArtifactFile,
    parts: {
      readonly workers: readonly number[];
      readonly lines: PeerLines;
      readonly maxQueueMs: number;
      onRelease(): void;
    },
  ): Promise<RemoteModel> {
    const opened = new OpenedOnPeers(artifact, parts.workers, parts.lines);
    const facts = await opened.everywhere(epochNow() + OPEN_PATIENCE_MS);
    return new RemoteModel(facts, artifact, opened, parts);
  }

  private constructor(
    { signature, tensorOutputs, rowDependence }: OpenedModel,
    private readonly artifact: ArtifactFile,
    private readonly peers: OpenedOnPeers,
    private readonly parts: { readonly maxQueueMs: number; onRelease(): void },
  ) {
    this.signature = signature;
    this.tensorOutputs = tensorOutputs;
    this.rowDependence = rowDependence;
  }

  hold(): this {
    this.holders++;
    return this;
  }

  letGo(): void {
    if (--this.holders > 0) return;
    this.peers.letGo();
    this.parts.onRelease();
  }

  async run(
    collect: () => ReadonlyMap<string, Tensor>,
    outputs: readonly string[],
  ): Promise<ReadonlyMap<string, Tensor>> {
    const call = { digest: this.artifact.digest, inputs: listTensors(collect()), outputs };
    const latest = epochNow() + this.parts.maxQueueMs;
    return new Map(await this.onSome(latest, line => line.ask('run', call)));
  }

  async score({ inputs, rows, outputs, refusal }: RunRequest): Promise<RunResult> {
    const latest = epochNow() + this.parts.maxQueueMs;
    const refused = () =>
      refusal?.(performance.now()) ??
      new ProtocolError(503, 'The model is being loaded again; try again', { 'retry-after': '1' });
    const call = {
      digest: this.artifact.digest,
      inputs: listTensors(inputs),
      outputs,
      rows,
      latest,
    };
    const answer = await this.onSome(latest, line => line.ask('score', call)).catch(error => {
      throw error instanceof PeerLostError ? refused() : error;
    });
    if (!answer) throw refused();
    const { started, ended, batchRows } = answer;
    return {
      outputs: new Map(answer.outputs),
      started: fromEpoch(started),
      ended: fromEpoch(ended),
      batchRows,
    };
  }

  /** @throws PeerLostError when there is no worker that has it for that long */
  private async onSome<T>(latest: number, ask: (line: PeerLine) => Promise<T>): Promise<T> {
    this.hold();
    try {
      for (;;) {
        const line = await this.peers.some(this.turn++, latest);
        try {
          return await ask(line);
        } catch (error) {
          if (!(error instanceof PeerLostError) || epochNow() > latest) throw error;
        }
      }
    } finally {
      this.letGo();
    }
  }
}
