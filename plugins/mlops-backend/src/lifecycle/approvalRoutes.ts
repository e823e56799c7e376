import { encodeCursor } from '../database/cursor';
import type { Handlers } from '../http/contract';
import { positionOf } from '../http/paging';
import type { AuthorizedApprovalService } from './AuthorizedApprovalService';

type ApprovalOperation =
  'listApprovals' | 'requestApproval' | 'getApproval' | 'decideApproval' | 'withdrawApproval';

/** Approvals over HTTP. */
export function approvalRoutes(approvals: AuthorizedApprovalService): Handlers<ApprovalOperation> {
  return {
    async listApprovals({ credentials, query = {} }) {
      const { model, state: states, waitingForMe, requestedByMe } = query;
      const page = await approvals.list(
        credentials,
        { model, states, waitingForMe, requestedByMe },
        { limit: query.limit ?? 25, after: positionOf(query.cursor, ['time', 'uuid']) },
      );
      const last = page.rows[page.rows.length - 1];
      return {
        status: 200,
        body: {
          items: page.items,
          totalItems: page.totalItems,
          ...(page.more && {
            nextCursor: encodeCursor([new Date(last.requested_at).getTime(), last.id]),
          }),
        },
      };
    },

    async requestApproval({ credentials, body }) {
      return { status: 201, body: await approvals.request(credentials, body) };
    },

    async getApproval({ credentials, path }) {
      return { status: 200, body: await approvals.get(credentials, path.approval) };
    },

    async decideApproval({ credentials, path, body }) {
      return { status: 200, body: await approvals.decide(credentials, path.approval, body) };
    },

    async withdrawApproval({ credentials, path, body }) {
      return {
        status: 200,
        body: await approvals.withdraw(credentials, path.approval, body.reason),
      };
    },
  };
}
