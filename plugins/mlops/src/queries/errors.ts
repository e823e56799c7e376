import { ResponseError } from '@backstage/errors';

/** What went wrong in the backend's own words, where it answered with them. */
export function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.body.error.message : error.message;
}

export function isNotFound(error: Error | null): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}

/** Whether the backend refused because somebody else was faster, or because something else stands against it. */
export function isConflict(error: Error | null): boolean {
  return error instanceof ResponseError && error.statusCode === 409;
}
