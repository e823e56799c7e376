import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import type { AuthorizedUndeliveredMessages } from './AuthorizedUndeliveredMessages';

/** What was given up, over HTTP. */
export function messageRoutes(
  messages: AuthorizedUndeliveredMessages,
): Handlers<'listUndeliveredMessages' | 'resendMessages'> {
  return {
    async listUndeliveredMessages({ credentials, query = {} }) {
      const { destination, cursor, limit = 25 } = query;
      const page = await messages.list(
        credentials,
        { destination },
        { limit, after: positionOf(cursor, ['time', 'uuid']) },
      );
      return {
        status: 200,
        body: pageBody(page, last => [Date.parse(last.givenUpAt), last.id]),
      };
    },

    async resendMessages({ credentials, body }) {
      return { status: 200, body: { sent: await messages.resend(credentials, body) } };
    },
  };
}
