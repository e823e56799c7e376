import type {
  Permission,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';

/** Who a permission policy is asked about: what it is told of a signed-in person. */
export interface ReviewedUser {
  /** Such as `user:default/rosa.mendes`. */
  readonly userEntityRef: string;
  /** The entities that the person is or belongs to. */
  readonly ownershipEntityRefs: readonly string[];
}

/** One of the rules that a conditional decision is made of. */
export interface DecisionGround {
  /** What has to hold of a model for the rule to grant the permission. */
  readonly conditions: PermissionCriteria<PermissionCondition>;
  /** The rule in words, such as `owner: models they own`. */
  readonly because: string;
}

/** What the installed permission policy decides, and by which rule. */
export interface ReviewedDecision {
  readonly decision: PolicyDecision;
  /**
   * Of a decision to allow, the rule that grants it. Of any other, what is told where nothing grants it, such as who may
   * do it.
   */
  readonly because: string;
  /**
   * Of a conditional decision, the rules that it is made of: the review tells the first whose conditions hold. Where it
   * is absent, `because` is told of what the decision grants too.
   */
  readonly grounds?: readonly DecisionGround[];
}

/**
 * Tells for anybody what the installed permission policy decides. Backstage asks a policy only about whoever sends the
 * request, so that a portal that wants to see who may do what has to bring this beside its policy. Both are best computed
 * from the same rules.
 */
export interface PolicyReviewer {
  /** Decides exactly as the installed policy does for a permission and a person. */
  decide(permission: Permission, user: ReviewedUser): Promise<ReviewedDecision>;
}
