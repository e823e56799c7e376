import { ResponseError } from '@backstage/errors';

/** What went wrong in the backend's own words, where it answered with them. */
export function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.body.error.message : error.message;
}

export function isNotFound(error: Error | null): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}
