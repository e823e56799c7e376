import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { AnswerOf, OperationId, RequestOf } from '@mlops-backstage/plugin-mlops-common';
import type { Request, Response } from 'express';
import { parse } from 'yaml';

/** What a handler gets: the parts of the request, validated against the contract, and who sent it. */
export type HandlerRequest<O extends OperationId> = RequestOf<O> & {
  credentials: BackstageCredentials;
  /** For operations whose body or answer is streamed; absent where an action is called. */
  http?: { request: Request; response: Response };
};

/** A document that is answered as a whole. */
export interface FileAnswer {
  name: string;
  contentType: string;
  content: string;
}

/** What a handler answers: a body, a file, or `undefined` when it wrote the response itself. */
export type HandlerAnswer<O extends OperationId> =
  { status: 200 | 201; body: AnswerOf<O> } | { status: 200; file: FileAnswer } | undefined;

/** The handlers of some operations of the contract. */
export type Handlers<O extends OperationId> = {
  [K in O]: (request: HandlerRequest<K>) => Promise<HandlerAnswer<K>>;
};

/** The contract, read anew so that nobody shares a document that a library may change. */
export function readContract(): any {
  const path = resolvePackagePath('@mlops-backstage/plugin-mlops-common', 'openapi.yaml');
  return parse(readFileSync(path, 'utf8'));
}
