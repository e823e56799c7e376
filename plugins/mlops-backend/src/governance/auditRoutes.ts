import { encodeCursor } from '../database/cursor';
import type { Handlers } from '../http/contract';
import { positionOf } from '../http/paging';
import type { AuthorizedAuditService } from './AuthorizedAuditService';

const timeOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

/** The audit trail over HTTP. */
export function auditRoutes(
  audit: AuthorizedAuditService,
): Handlers<'listAuditEvents' | 'verifyAudit'> {
  return {
    async listAuditEvents({ credentials, query = {} }) {
      const { cursor, from, to, before = Infinity, limit = 25, ...filters } = query;
      const position = positionOf(cursor, ['number']);
      const page = await audit.list(credentials, {
        ...filters,
        from: timeOf(from),
        to: timeOf(to),
        limit,
        below: finite(Math.min(before, position ? Number(position[0]) : Infinity)),
      });
      const last = page.items[page.items.length - 1];
      return {
        status: 200,
        body: {
          items: page.items,
          ...(page.more && { nextCursor: encodeCursor([last.seq]) }),
        },
      };
    },

    async verifyAudit({ credentials }) {
      return { status: 200, body: await audit.verify(credentials) };
    },
  };
}
