import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** Who a change is attributed to. */
export interface Actor {
  /** The entity reference of a person, or the subject of a service such as `external:ci` or `plugin:catalog`. */
  readonly ref: string;
}

/** @throws `NotAllowedError` for credentials of nobody: a change has to be attributable. */
export function actorOf(credentials: BackstageCredentials): Actor {
  const principal = credentials.principal as {
    type?: string;
    userEntityRef?: string;
    subject?: string;
  };
  if (principal.type === 'user' && principal.userEntityRef) {
    return { ref: principal.userEntityRef };
  }
  if (principal.type === 'service' && principal.subject) {
    return { ref: principal.subject };
  }
  throw new NotAllowedError('This change needs a signed-in person or a service');
}
