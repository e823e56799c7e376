import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** Who a change is attributed to. */
export interface Actor {
  /**
   * The entity reference of a person, or the subject of a service such as `external:ci` or `plugin:catalog`. It is the
   * person too where a service acts for one: whose request it is, who can't approve it, and whose name is shown.
   */
  readonly ref: string;
  /** The service that acted for the person: to the audit trail that is the actor, on behalf of the person. */
  readonly through?: string;
}

/** @throws `NotAllowedError` for credentials of nobody: a change has to be attributable. */
export function actorOf(credentials: BackstageCredentials): Actor {
  const principal = credentials.principal as {
    type?: string;
    userEntityRef?: string;
    subject?: string;
    actor?: { subject: string };
  };
  if (principal.type === 'user' && principal.userEntityRef) {
    return {
      ref: principal.userEntityRef,
      ...(principal.actor && { through: principal.actor.subject }),
    };
  }
  if (principal.type === 'service' && principal.subject) {
    return { ref: principal.subject };
  }
  throw new NotAllowedError('This change needs a signed-in person or a service');
}
