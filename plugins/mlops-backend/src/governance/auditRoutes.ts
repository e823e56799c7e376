import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '@backstage/errors';
import { encodeCursor } from '../database/cursor';
import type { Handlers } from '../http/contract';
import { positionOf } from '../http/paging';
import type { AuthorizedAuditService } from './AuthorizedAuditService';

type AuditOperation =
  | 'listAuditEvents'
  | 'listModelAuditEvents'
  | 'verifyAudit'
  | 'exportAudit'
  | 'listCheckpoints'
  | 'createCheckpoint';

const timeOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

const placeOf = (cursor: string | undefined) => {
  const position = positionOf(cursor, ['number']);
  return position && Number(position[0]);
};

/** A page of what has a place in the chain, newest first. */
function pageByPlace<T extends { seq: number }>({ items, more }: { items: T[]; more: boolean }) {
  return { items, ...(more && { nextCursor: encodeCursor([items[items.length - 1].seq]) }) };
}

const CONTENT_TYPES = {
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** The audit trail over HTTP. */
export function auditRoutes(audit: AuthorizedAuditService): Handlers<AuditOperation> {
  return {
    async listAuditEvents({ credentials, query = {} }) {
      const { cursor, from, to, before = Infinity, limit = 25, ...filters } = query;
      const page = await audit.list(credentials, {
        ...filters,
        from: timeOf(from),
        to: timeOf(to),
        limit,
        below: finite(Math.min(before, placeOf(cursor) ?? Infinity)),
      });
      return { status: 200, body: pageByPlace(page) };
    },

    async listModelAuditEvents({ credentials, path, query = {} }) {
      const page = await audit.listOfModel(credentials, path.model, {
        limit: query.limit ?? 25,
        below: placeOf(query.cursor),
      });
      return { status: 200, body: pageByPlace(page) };
    },

    async verifyAudit({ credentials }) {
      return { status: 200, body: await audit.verify(credentials) };
    },

    async exportAudit({ credentials, query = {}, http }) {
      if (!http) {
        throw new InputError('The audit trail is exported over HTTP');
      }
      const { format = 'jsonl', from, to, ...filters } = query;
      const text = await audit.export(credentials, format, {
        ...filters,
        from: timeOf(from),
        to: timeOf(to),
      });
      http.response
        .status(200)
        .set('Content-Type', CONTENT_TYPES[format])
        .set('Content-Disposition', `attachment; filename="audit-trail.${format}"`)
        .set('X-Content-Type-Options', 'nosniff')
        .set('Cache-Control', 'no-store');
      await pipeline(Readable.from(text, { highWaterMark: 1 }), http.response);
      return undefined;
    },

    async listCheckpoints({ credentials, query = {} }) {
      const page = await audit.listCheckpoints(credentials, {
        limit: query.limit ?? 25,
        below: placeOf(query.cursor),
      });
      return { status: 200, body: pageByPlace(page) };
    },

    async createCheckpoint({ credentials }) {
      return { status: 201, body: await audit.createCheckpoint(credentials) };
    },
  };
}
