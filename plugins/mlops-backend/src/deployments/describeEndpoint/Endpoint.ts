import type { Version } from '@mlops-backstage/plugin-mlops-common';

/** What is described: an endpoint, the version that it serves, and what it offers besides the protocol. */
export interface Endpoint {
  deployment: string;
  model: string;
  /** The champion. */
  version: Version;
  /**
   * Ends in `/v2/models/<name>/infer`; what is before that is the server's address. Of another URL nothing but the
   * inference itself is known and described.
   */
  inferUrl: string;
  /** Whether programs have to send an endpoint token. */
  needsToken: boolean;
  /** Whether a request may say what it is to be answered alike with. */
  takesRoutingKey: boolean;
  /** Whether a request may say when it happened. */
  takesEventTime: boolean;
  /** Whether it has what `model-server` adds to the protocol, such as tables. */
  hasExtensions: boolean;
}

/** Every model has outputs: without any, the signature isn't known. */
export const isKnown = ({ signature }: Version) => signature.outputs.length > 0;
