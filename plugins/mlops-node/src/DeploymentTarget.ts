import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';
import type { ProfileSchema } from '@mlops-backstage/model-profile';

/** What a target is meant to serve under one name. */
export interface DesiredDeployment {
  /** The name of the endpoint. */
  readonly deployment: string;
  /** Grows with every change; a target that has served a higher one ignores a lower one. */
  readonly revision: number;
  readonly model: string;
  readonly version: number;
  readonly artifact: {
    readonly digest: string;
    /** A local file with the bytes. @throws `NotFoundError` when the artifact store lost them. */
    localPath(): Promise<string>;
  };
  /** The frozen columns to profile traffic by; absent when the version has no reference. */
  readonly profileSchema?: ProfileSchema;
  readonly allowEventTime: boolean;
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
