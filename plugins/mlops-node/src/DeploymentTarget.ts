import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';
import type { ProfileSchema } from '@mlops-backstage/model-profile';

/** A version that a target is meant to serve. */
export interface DesiredVersion {
  readonly version: number;
  readonly artifact: {
    readonly digest: string;
    /** A local file with the bytes. @throws `NotFoundError` when the artifact store lost them. */
    localPath(): Promise<string>;
  };
  /** The frozen columns to profile traffic by; absent when the version has no reference. */
  readonly profileSchema?: ProfileSchema;
}

/** What a target is meant to serve under one name. Its versions differ from each other. */
export interface DesiredDeployment {
  /** The name of the endpoint. */
  readonly deployment: string;
  /** Grows with every change; a target that has served a higher one ignores a lower one. */
  readonly revision: number;
  readonly model: string;
  /** Answers all requests, or those that the canary doesn't. */
  readonly champion: DesiredVersion;
  /** Answers a share of the requests. `weight`: percent, 0 < weight < 100. */
  readonly canary?: DesiredVersion & { readonly weight: number };
  /** Get copies of the requests; their answers are observed, never sent. */
  readonly challengers: readonly DesiredVersion[];
  /**
   * Predictions of so many requests a second, in each worker, are to be told to the registry one by one, so that
   * versions can be compared and labels that come later be matched; none where it is 0 or absent. A target that can't
   * leaves it.
   */
  readonly loggedRequestsPerSecond?: number;
  /** Columns of the inputs, or parameters of requests, whose values are to be told with the predictions; none if absent. */
  readonly keptInputs?: readonly string[];
  readonly allowEventTime: boolean;
}

/** What a target can do besides serving one version. */
export interface TargetCapabilities {
  /** Whether a second version can answer a share of the requests. */
  readonly canary: boolean;
  /** Whether further versions can get copies of the requests. */
  readonly challengers: boolean;
  /** Whether it can let requests in by endpoint tokens of the registry. */
  readonly tokens: boolean;
  /**
   * Whether its endpoints have what `model-server` adds to the protocol's JSON: rows, CSV and Arrow, binary tensor data,
   * compression, statistics, event times, and answers that name their prediction and version. Default: no.
   */
  readonly extensions?: boolean;
}

/** What became of a desired deployment. */
export interface ObservedDeployment {
  readonly deployment: string;
  readonly revision: number;
  readonly state: 'online' | 'failed';
  /** Why it failed, in words that a person can act on. */
  readonly message?: string;
}

/** The answer of an endpoint, as it came: an error of the endpoint is an answer too. */
export interface InferAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Serves deployments somewhere: inside the backend or in an outside system. */
export interface DeploymentTarget {
  /** What a deployment names as its target, such as `embedded`. */
  readonly id: string;
  /** The formats of artifacts that it serves, such as `onnx`. */
  readonly formats: readonly string[];
  /** Nothing of it where a target doesn't say; what it can't is refused before it is asked. */
  readonly capabilities?: TargetCapabilities;
  /**
   * Whether it serves nothing, but stands for what is served by systems that the portal neither starts nor asks: any
   * version may be named as served there, whatever its format and wherever it is kept. Default: no.
   */
  readonly servesElsewhere?: boolean;
  /** Whether programs have to send an endpoint token. Default: no. */
  readonly needsToken?: boolean;
  /**
   * Makes what is served equal to what is desired: starts, replaces and stops. Called again whenever something
   * changed and at every start, so it has to be idempotent. A deployment that can't be brought online is reported as
   * failed and doesn't keep the others from being served.
   */
  reconcile(desired: readonly DesiredDeployment[]): Promise<ObservedDeployment[]>;
  /** Where programs ask for predictions. */
  inferUrl(deployment: string): string;
  /** Asks the endpoint for a prediction on behalf of somebody who tries it out: not part of the monitored traffic. */
  infer(deployment: string, request: InferRequest): Promise<InferAnswer>;
}
