import { LoadedModel } from '../runtime/LoadedModel';
import { ModelCache } from '../runtime/ModelCache';
import { SerialQueue } from '../SerialQueue';
import { OpenedModel, PeerCallName, PeerCalls, ScoreAnswer } from './peerMessages';
import { listTensors } from './tensorList';
import { epochNow, toEpoch } from '../telemetry/threadClock';

/** A request waited for longer than its asker wants. */
class TooLateError extends Error {
  override readonly name = 'TooLateError';
}

type Answers = {
  [Name in PeerCallName]: (parameters: PeerCalls[Name][0]) => Promise<PeerCalls[Name][1]>;
};

/** Runs this worker's models for one other worker, and holds those that it opened. */
export class ModelHost {
  private readonly held = new Map<string, LoadedModel>();
  /** In the order in which they were asked for: what is let go of may still be loading. */
  private readonly changes = new SerialQueue();
  private closed = false;

  private readonly answers: Answers = {
    open: artifact => this.changes.run(() => this.open(artifact)),
    run: async ({ digest, inputs, outputs }) =>
      listTensors(await this.find(digest).run(() => new Map(inputs), outputs)),
    score: call => this.score(call),
    letGo: ({ digest }) => this.changes.run(async () => this.letGo(digest)),
  };

  /** @param onRelease - called when the other worker holds nothing any more */
  constructor(
    private readonly models: ModelCache,
    private readonly onRelease: () => void,
  ) {}

  get isHolding(): boolean {
    return this.held.size > 0;
  }

  /** @throws Error whose message is for the asker */
  async answer<Name extends PeerCallName>(
    name: Name,
    parameters: PeerCalls[PeerCallName][0],
  ): Promise<PeerCalls[Name][1]> {
    const answer = await this.answers[name](parameters as never);
    if (!this.isHolding) this.onRelease();
    return answer;
  }

  /** The other worker is gone, or was replaced. */
  close(): void {
    this.closed = true;
    for (const model of this.held.values()) model.letGo();
    this.held.clear();
    this.onRelease();
  }

  private async open(artifact: PeerCalls['open'][0]): Promise<OpenedModel> {
    const model = await this.models.open(artifact);
    // It was opened twice, or meanwhile nobody wants it any more.
    if (this.closed || this.held.has(artifact.digest)) model.letGo();
    else this.held.set(artifact.digest, model);
    const { signature, tensorOutputs, rowDependence } = model;
    return { signature, tensorOutputs, rowDependence };
  }

  private letGo(digest: string): null {
    this.held.get(digest)?.letGo();
    this.held.delete(digest);
    return null;
  }

  private async score({
    digest,
    inputs,
    outputs,
    rows,
    latest,
  }: PeerCalls['score'][0]): Promise<ScoreAnswer> {
    try {
      const result = await this.find(digest).score({
        inputs: new Map(inputs),
        rows,
        outputs,
        refusal: () => (epochNow() > latest ? new TooLateError() : undefined),
      });
      const { started, ended, batchRows } = result;
      return {
        outputs: listTensors(result.outputs),
        started: toEpoch(started),
        ended: toEpoch(ended),
        batchRows,
      };
    } catch (error) {
      if (error instanceof TooLateError) return undefined;
      throw error;
    }
  }

  private find(digest: string): LoadedModel {
    const model = this.held.get(digest);
    if (!model)
      throw new Error('The worker was asked to run a model that it was not asked to open');
    return model;
  }
}
