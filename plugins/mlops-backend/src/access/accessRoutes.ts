import { InputError } from '@backstage/errors';
import { encodeCursor } from '../database/cursor';
import type { Handlers } from '../http/contract';
import { positionOf } from '../http/paging';
import type { AuthorizedAccessService } from './AuthorizedAccessService';

/** How many people the pages before had. */
function offsetOf(cursor: string | undefined): number {
  const offset = Number(positionOf(cursor, ['number'])?.[0] ?? 0);
  if (offset < 0) {
    throw new InputError('The cursor is not one that this list gave out');
  }
  return offset;
}

/** What one may do, and what others may, over HTTP. */
export function accessRoutes(
  access: AuthorizedAccessService,
): Handlers<'getAccess' | 'reviewPermissions'> {
  return {
    async getAccess({ credentials, path }) {
      return { status: 200, body: { items: await access.getAccess(credentials, path.model) } };
    },

    async reviewPermissions({ credentials, path, query = {} }) {
      const { search, limit = 25, cursor } = query;
      const offset = offsetOf(cursor);
      const page = await access.reviewPermissions(credentials, path.model, {
        search,
        offset,
        limit,
      });
      const next = offset + page.items.length;
      return {
        status: 200,
        body: {
          ...page,
          ...(page.items.length > 0 &&
            next < page.totalItems && { nextCursor: encodeCursor([next]) }),
        },
      };
    },
  };
}
