import { Tensor } from '../protocol/Datatype';
import { ModelSignature } from '../protocol/ModelSignature';
import { RunRequest, RunResult } from './BatchRunner';

/** A model as it is served on a thread, wherever its session is. It stays open as long as somebody holds it. */
export interface ServedModel {
  readonly signature: ModelSignature;
  /** Names of the outputs that can be served. */
  readonly tensorOutputs: readonly string[];
  /** Why rows of different requests must not be run together, where that had to be tried. */
  readonly rowDependence?: string;
  hold(): this;
  letGo(): void;
  /**
   * Runs the model on its own. Blocks the thread of its session while it computes.
   *
   * @param collect - gives the inputs, by name; called right before they are needed, which is a turn of the event loop later
   * @param outputs - some of `tensorOutputs`, at least one
   * @returns the outputs by name, in the order asked for
   */
  run(
    collect: () => ReadonlyMap<string, Tensor>,
    outputs: readonly string[],
  ): Promise<ReadonlyMap<string, Tensor>>;
  /** Runs it on a request, together with others that wait for it where its rows don't depend on each other. */
  score(request: RunRequest): Promise<RunResult>;
}
