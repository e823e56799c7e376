import { ResponseError } from '@backstage/errors';
import { createFinalURL, createQuerySerializer, defaultPathSerializer } from 'openapi-fetch';
import type { operations } from '../generated/schema.generated';
import { operationTable } from '../generated/operations.generated';

/** The name of an operation of the contract. */
export type OperationId = keyof typeof operationTable & keyof operations;

type ParametersOf<
  O extends OperationId,
  Where extends 'path' | 'query',
> = operations[O]['parameters'] extends { [W in Where]?: infer P } ? NonNullable<P> : never;

type BodyOf<O extends OperationId> = operations[O] extends {
  requestBody: { content: infer Content };
}
  ? | (Content extends { 'application/json': infer Json } ? Json : never)
    | (Content extends { 'multipart/form-data': unknown } ? FormData : never)
    | (Content extends { 'text/csv': infer Csv } ? Csv : never)
  : never;

type PartIf<Name extends string, Part> = [Part] extends [never]
  ? {}
  : {} extends Part
    ? { [N in Name]?: Part }
    : { [N in Name]: Part };

/** What an operation is called with: the parts of a request that it has. */
export type RequestOf<O extends OperationId> = PartIf<'path', ParametersOf<O, 'path'>> &
  PartIf<'query', ParametersOf<O, 'query'>> &
  ([BodyOf<O>] extends [never] ? {} : { body: BodyOf<O> });

type SuccessOf<O extends OperationId> = {
  [Status in 200 | 201]: operations[O]['responses'] extends {
    [S in Status]: { content: infer Content };
  }
    ? Content extends { 'application/json': infer Json }
      ? Json
      : Blob
    : never;
}[200 | 201];

/** What an operation answers when it succeeds: the JSON body, or a Blob where the body isn't JSON. */
export type AnswerOf<O extends OperationId> = SuccessOf<O>;

export interface CallOptions {
  /** A Backstage token, where the fetch API doesn't add one itself (backend to backend). */
  token?: string;
  signal?: AbortSignal;
}

/** What Backstage's frontend and backend discovery and fetch APIs have in common. */
export interface ClientEnvironment {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi?: { fetch: typeof fetch };
}

/** Sends the operations of the contract over HTTP; the generated client adds a typed method for each. */
export class OperationCaller {
  constructor(private readonly environment: ClientEnvironment) {}

  protected async call<O extends OperationId>(
    operation: O,
    request: RequestOf<O>,
    options: CallOptions = {},
  ): Promise<AnswerOf<O>> {
    const { method, path, answer } = operationTable[operation];
    const {
      path: pathParameters,
      query,
      body,
    } = request as { path?: {}; query?: {}; body?: unknown };
    const url = createFinalURL(path, {
      baseUrl: await this.environment.discoveryApi.getBaseUrl('mlops'),
      params: { path: pathParameters, query },
      querySerializer: createQuerySerializer(),
      pathSerializer: defaultPathSerializer,
    });
    const isForm = body instanceof FormData;
    const isCsv = typeof body === 'string';
    // A URL and what to do with it, not a Request: Backstage's fetch API passes its input on more than once, which uses
    // up the body of a Request.
    const { fetchApi = { fetch } } = this.environment;
    const response = await fetchApi.fetch(url, {
      method: method.toUpperCase(),
      headers: {
        // The boundary of a form is only known to whoever sends it.
        ...(body !== undefined &&
          !isForm && { 'Content-Type': isCsv ? 'text/csv' : 'application/json' }),
        ...(options.token && { Authorization: `Bearer ${options.token}` }),
      },
      body: body === undefined || isForm || isCsv ? body : JSON.stringify(body),
      signal: options.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    // Where JSON was due and something else came, a log-in page say, parsing fails.
    return (answer === 'file' ? response.blob() : response.json()) as Promise<AnswerOf<O>>;
  }
}
