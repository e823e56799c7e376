import { ProtocolError } from '../protocol/ProtocolError';

/** A URL of the protocol that is about the server. */
export interface ServerTarget {
  readonly kind: 'server' | 'live' | 'ready';
}

/** One that is about all models that the caller may ask. */
export interface RepositoryTarget {
  readonly kind: 'repositoryIndex';
}

/** One that is about a model. */
export interface ModelTarget {
  readonly kind: 'modelMetadata' | 'modelReady' | 'statistics' | 'infer';
  readonly deployment: string;
  readonly version?: string;
}

/** What a URL of the protocol stands for. */
export type Target = ServerTarget | RepositoryTarget | ModelTarget;

const MODEL_TARGETS: Readonly<Record<string, ModelTarget['kind']>> = {
  '': 'modelMetadata',
  '/ready': 'modelReady',
  '/stats': 'statistics',
  '/infer': 'infer',
};

const MODEL_PATH = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/infer|\/ready|\/stats|)$/;

/**
 * Reads the path of a request.
 *
 * @param url - as in the request line, with or without a query
 * @throws ProtocolError 404 for any other path, 400 for broken percent encoding
 */
export function parseTarget(url: string): Target {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  const model = MODEL_PATH.exec(path);
  if (model) {
    return {
      kind: MODEL_TARGETS[model[3]],
      deployment: decode(model[1]),
      version: model[2] === undefined ? undefined : decode(model[2]),
    };
  }
  if (path === '/v2') return { kind: 'server' };
  if (path === '/v2/health/live') return { kind: 'live' };
  if (path === '/v2/health/ready') return { kind: 'ready' };
  if (path === '/v2/repository/index') return { kind: 'repositoryIndex' };
  throw new ProtocolError(404, 'There is nothing at this path');
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ProtocolError(400, 'The path is not valid percent encoding');
  }
}
