import { ModelSignature } from '../protocol/ModelSignature';
import { TensorList } from './tensorList';

/** Names the bytes of a model, and says where they are. */
export interface ArtifactFile {
  readonly artifactPath: string;
  readonly digest: string;
}

/**
 * What one worker asks another for: parameters and answer. Times are epoch milliseconds, since each thread's own clock begins
 * at its start.
 */
export interface PeerCalls {
  /** Load a model, warm it, and keep it for the asker until it lets it go. */
  open: [ArtifactFile, OpenedModel];
  /** Run a model that was opened, alone. */
  run: [RunCall, TensorList];
  /** Run it together with others that wait for it, unless that is after `latest`. */
  score: [RunCall & { readonly rows: number; readonly latest: number }, ScoreAnswer];
  /** Keep a model no more. */
  letGo: [{ readonly digest: string }, null];
}

export interface OpenedModel {
  readonly signature: ModelSignature;
  readonly tensorOutputs: readonly string[];
  readonly rowDependence?: string;
}

interface RunCall {
  readonly digest: string;
  readonly inputs: TensorList;
  readonly outputs: readonly string[];
}

/** Undefined when it waited for too long. */
export type ScoreAnswer =
  | {
      readonly outputs: TensorList;
      readonly started: number;
      readonly ended: number;
      readonly batchRows?: number;
    }
  | undefined;

export type PeerCallName = keyof PeerCalls;

export type PeerMessage =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: PeerCallName;
      readonly parameters: PeerCalls[PeerCallName][0];
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
