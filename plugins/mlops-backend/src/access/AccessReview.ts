import type { BackstageCredentials, UserInfoService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import { mlopsModelReadPermission } from '@mlops-backstage/plugin-mlops-common';
import type { Grant, ReviewedPerson } from '@mlops-backstage/plugin-mlops-common';
import type {
  PolicyReviewer,
  ReviewedDecision,
  ReviewedUser,
} from '@mlops-backstage/plugin-mlops-node';
import type { GovernedModels } from '../governance/GovernedModels';
import type { AskedModel, ModelAuthorizer, ScopedPermission } from '../governance/ModelAuthorizer';
import type { GovernedModel } from '../governance/modelRules';
import { askedPermissions, modelPermissions } from './askedPermissions';
import type { Person } from './CatalogPeople';
import { withoutNeedlessStages } from './withoutNeedlessStages';

/** What a policy decides on one permission, and why; the reason is left out where it isn't known. */
interface Verdict {
  granted: boolean;
  because?: string;
}

const toGrant = (
  { permission, scope }: ScopedPermission,
  { granted, because }: Verdict,
): Grant => ({ permission: permission.name, ...scope, granted, ...(because && { because }) });

/** Who may do what with a model, and by which rule. */
export class AccessReview {
  private readonly asked: ScopedPermission[];

  constructor(
    private readonly authorizer: ModelAuthorizer,
    private readonly models: GovernedModels,
    private readonly userInfo: UserInfoService,
    /** The names of the environments that there are. */
    environments: readonly string[],
    /** Tells what the installed policy decides for others, where it can be asked. */
    private readonly reviewer: PolicyReviewer | undefined,
  ) {
    this.asked = askedPermissions(environments);
  }

  /** Whether others than the caller can be reviewed. */
  get isComplete(): boolean {
    return this.reviewer !== undefined;
  }

  /** What the caller may do with a model that they may read: as the permission framework decides. */
  async ofCaller(credentials: BackstageCredentials, model: AskedModel): Promise<Grant[]> {
    const granted = await this.authorizer.areAllowedOn(credentials, this.asked, model);
    const user = await this.userOf(credentials);
    const governed = await this.governed(model);
    const reviewed = user && governed && (await this.verdictsOn(governed, user));
    return withoutNeedlessStages(
      this.asked.map((one, index) => {
        const verdict = reviewed?.[index];
        // A reason is worth as much as the decision that it comes with.
        const because =
          verdict?.granted === granted[index]
            ? verdict.because
            : `The permission policy ${granted[index] ? 'grants' : 'does not grant'} it`;
        return toGrant(one, { granted: granted[index], because });
      }),
    );
  }

  /** The caller as a person who is reviewed; nobody where a service calls. */
  async callerAsPerson(
    credentials: BackstageCredentials,
    model: AskedModel,
  ): Promise<ReviewedPerson | undefined> {
    const user = await this.userOf(credentials);
    return (
      user && {
        person: user.userEntityRef,
        memberOf: user.ownershipEntityRefs.filter(ref => ref !== user.userEntityRef),
        grants: await this.ofCaller(credentials, model),
      }
    );
  }

  /** What people may do with a model, as the policy would decide if they signed in. */
  async ofPeople(people: readonly Person[], model: AskedModel): Promise<ReviewedPerson[]> {
    const governed = await this.governed(model);
    return Promise.all(
      people.map(async ({ ref, displayName, memberOf }) => {
        // Backstage's own sign-in resolvers claim just these.
        const user = { userEntityRef: ref, ownershipEntityRefs: [ref, ...memberOf] };
        const verdicts = governed && (await this.verdictsOn(governed, user));
        return {
          person: ref,
          ...(displayName !== undefined && { displayName }),
          memberOf,
          grants: withoutNeedlessStages(
            this.asked.map((one, index) => toGrant(one, verdicts?.[index] ?? { granted: false })),
          ),
        };
      }),
    );
  }

  /** What rules look at; a model that is being purged has nothing of it any more. */
  private async governed({ name }: AskedModel): Promise<GovernedModel | undefined> {
    return (await this.models.find([name])).get(name);
  }

  /** What the reviewer decides on each permission that is asked; undefined where there is none. */
  private async verdictsOn(
    governed: GovernedModel,
    user: ReviewedUser,
  ): Promise<Verdict[] | undefined> {
    const { reviewer } = this;
    if (!reviewer) {
      return undefined;
    }
    const decisions = new Map(
      await Promise.all(
        modelPermissions.map(
          async permission => [permission.name, await reviewer.decide(permission, user)] as const,
        ),
      ),
    );
    const verdict = (one: ScopedPermission) =>
      this.verdict(decisions.get(one.permission.name)!, governed, one);
    const read = verdict({ permission: mlopsModelReadPermission });
    return this.asked.map(one => {
      const own = verdict(one);
      return own.granted && !read.granted
        ? { granted: false, because: `Not without ${mlopsModelReadPermission.name}` }
        : own;
    });
  }

  private verdict(
    { decision, because, grounds }: ReviewedDecision,
    model: GovernedModel,
    asked: ScopedPermission,
  ): Verdict {
    const meets = (one: PolicyDecision) => this.authorizer.meetsWithin(one, model, asked);
    const granted = meets(decision);
    if (!granted || decision.result !== AuthorizeResult.CONDITIONAL) {
      return { granted, because };
    }
    const ground = grounds?.find(({ conditions }) => meets({ ...decision, conditions }));
    return { granted, because: ground?.because ?? because };
  }

  private async userOf(credentials: BackstageCredentials): Promise<ReviewedUser | undefined> {
    const { type } = credentials.principal as { type?: string };
    return type === 'user' ? this.userInfo.getUserInfo(credentials) : undefined;
  }
}
