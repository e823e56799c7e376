import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { operationTable } from '@mlops-backstage/plugin-mlops-common';
import type { OperationId } from '@mlops-backstage/plugin-mlops-common';
import express from 'express';
import type { ErrorRequestHandler, Request, Response, Router } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import PromiseRouter from 'express-promise-router';
import { requestContext } from '../governance/RequestContext';
import { letGoOfRequest } from './letGoOfRequest';
import type { Handlers } from './contract';
import { readContract } from './contract';
import { sendFile } from './sendFile';

/** Bodies carry evaluations, labels and inference requests; anything larger belongs in an upload. */
const MAX_BODY_BYTES = '8mb';
const TAKE_IN_MS = 2_000;

/** PostgreSQL's codes for values that no row can hold: text too long, a number out of range, text with the character 0. */
const UNSTORABLE = new Set(['22001', '22003', '22021', '22P05']);

/** The validator's refusals, and what the database can't hold, in Backstage's error body. */
const asInputError: ErrorRequestHandler = (error, _request, _response, next) => {
  if (Array.isArray(error.errors) && typeof error.status === 'number' && error.status < 500) {
    next(new InputError(error.message));
    return;
  }
  if (UNSTORABLE.has(error.code)) {
    next(
      new InputError(
        'The request has text too long, a number out of range or text with the character 0',
      ),
    );
    return;
  }
  next(error);
};

/** Uploads are streamed by their handler, which validates their metadata itself: the validator must not wait for them. */
function withoutUploads(document: any): any {
  for (const item of Object.values<any>(document.paths)) {
    if (item.post?.requestBody?.content['multipart/form-data']) {
      delete item.post.requestBody;
    }
  }
  return document;
}

/**
 * Waits a little for what a refused upload still sends: an answer sent before may be lost to a client that only reads
 * when it is through with writing.
 */
async function takeIn(request: Request): Promise<void> {
  if (!request.readableEnded && !request.destroyed) {
    letGoOfRequest(request);
    const over = new AbortController();
    await Promise.race([
      once(request, 'end', over),
      once(request, 'close', over),
      sleep(TAKE_IN_MS, undefined, over),
    ]).catch(() => {});
    over.abort();
  }
}

/** What the validator leaves on a request: path parameters in the contract's types, not as text. */
const validated = (request: Request) => (request as any).openapi as { pathParams: object };

/** What whoever stands in front of the backend calls the request; a name of our own where nobody does. */
const requestIdOf = (request: Request) => request.get('x-request-id') || randomUUID();

const toExpressPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');

/**
 * Mounts a handler for every operation of the contract; requests that don't meet the contract never reach one.
 *
 * @param options.openTo - operations that let in whoever has no credentials of Backstage: their handlers ask for something else
 * @param options.validateAnswers - check answers against the contract too, for tests
 */
export function createContractRouter(options: {
  httpAuth: HttpAuthService;
  handlers: Handlers<OperationId>;
  openTo?: readonly OperationId[];
  validateAnswers?: boolean;
}): Router {
  const router = PromiseRouter();
  const json = ['application/json', 'application/cloudevents+json'];
  router.use(express.json({ type: json, limit: MAX_BODY_BYTES }));
  const text = ['text/csv', 'application/x-ndjson', 'application/jsonlines'];
  router.use(express.text({ type: text, limit: MAX_BODY_BYTES }));
  router.use(express.raw({ type: 'application/vnd.apache.parquet', limit: MAX_BODY_BYTES }));
  router.use(
    OpenApiValidator.middleware({
      apiSpec: withoutUploads(readContract()),
      // What isn't in the contract falls through to Backstage's own answer: not found.
      ignoreUndocumented: true,
      validateRequests: { allowUnknownQueryParameters: false },
      validateResponses: options.validateAnswers ?? false,
      validateApiSpec: false,
      fileUploader: false,
    }),
  );
  for (const [operation, { method, path }] of Object.entries(operationTable)) {
    const handler = options.handlers[operation as OperationId] as (request: any) => Promise<any>;
    const isOpen = options.openTo?.includes(operation as OperationId);
    router[method](toExpressPath(path), async (request: Request, response: Response) => {
      const credentials = await options.httpAuth.credentials(request, {
        allow: isOpen ? ['user', 'service', 'none'] : ['user', 'service'],
      });
      const context = { requestId: requestIdOf(request), address: request.ip };
      const answer = await requestContext
        .run(context, () =>
          handler({
            path: validated(request).pathParams,
            query: request.query,
            body: request.body,
            credentials,
            http: { request, response },
          }),
        )
        .catch(async error => {
          await takeIn(request);
          throw error;
        });
      if (answer && 'file' in answer) {
        sendFile(response, answer.file);
      } else if (answer) {
        response.status(answer.status).json(answer.body);
      }
    });
  }
  router.use(asInputError);
  return router;
}
