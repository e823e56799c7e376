import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsMessageReadPermission,
  mlopsMessageResendPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ResendRequest, UndeliveredMessages } from './UndeliveredMessages';

/** Who may see which messages were given up, and have them sent again. */
export class AuthorizedUndeliveredMessages {
  constructor(
    private readonly messages: UndeliveredMessages,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(
    credentials: BackstageCredentials,
    query: { destination?: string },
    page: { limit: number; after?: CursorPosition },
  ) {
    await this.authorizer.require(credentials, mlopsMessageReadPermission);
    return this.messages.list(query, page);
  }

  async resend(credentials: BackstageCredentials, request: ResendRequest): Promise<number> {
    await this.authorizer.require(credentials, mlopsMessageResendPermission);
    return this.messages.resend(actorOf(credentials), request);
  }
}
