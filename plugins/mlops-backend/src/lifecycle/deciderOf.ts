import type { BackstageCredentials, UserInfoService } from '@backstage/backend-plugin-api';
import type { Decider } from './ApprovalStore';

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/**
 * The person behind credentials, with the groups at this moment. A service that acts for somebody has the credentials of
 * that person, and is held to the same.
 *
 * @returns nothing for a service that acts for itself
 */
export async function deciderOf(
  credentials: BackstageCredentials,
  userInfo: UserInfoService,
): Promise<Decider | undefined> {
  if ((credentials.principal as { type?: string }).type !== 'user') {
    return undefined;
  }
  const { userEntityRef, ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
  return { ref: userEntityRef, memberships: ownershipEntityRefs.map(lower) };
}
