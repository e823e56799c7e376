import { AsyncLocalStorage } from 'node:async_hooks';

/** What the audit trail keeps of the HTTP request that a change came with. */
export interface RequestContext {
  requestId: string;
  /** Of whoever sent it, as far as the backend trusts its proxies. */
  address: string | undefined;
}

/** The request that is being handled; nothing where a task or an action changes something. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
