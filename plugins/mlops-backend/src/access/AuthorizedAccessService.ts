import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsModelReadPermission,
  mlopsPermissionsReviewPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type { Grant, ReviewedPerson } from '@mlops-backstage/plugin-mlops-common';
import type { AskedModel, ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { AccessReview } from './AccessReview';
import type { CatalogPeople } from './CatalogPeople';
import { nameBegins } from './nameBegins';

/** What access needs of the registry: a model by name, one that was deleted and can be restored too. */
export interface AskedModels {
  findOrDeleted(name: string): Promise<AskedModel | undefined>;
}

/** A page of people. */
export interface ReviewPage {
  /** Whether it tells of others than the caller. */
  complete: boolean;
  items: ReviewedPerson[];
  totalItems: number;
}

/** Who may see who may do what with a model. */
export class AuthorizedAccessService {
  constructor(
    private readonly review: AccessReview,
    private readonly people: CatalogPeople,
    private readonly models: AskedModels,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  /** What the caller may do. @throws `NotFoundError` */
  async getAccess(credentials: BackstageCredentials, name: string): Promise<Grant[]> {
    return this.review.ofCaller(
      credentials,
      await this.require(credentials, mlopsModelReadPermission, name),
    );
  }

  /** What people may do. @throws `NotFoundError`, `NotAllowedError` */
  async reviewPermissions(
    credentials: BackstageCredentials,
    name: string,
    page: { search?: string; offset: number; limit: number },
  ): Promise<ReviewPage> {
    const model = await this.require(credentials, mlopsPermissionsReviewPermission, name);
    if (!this.review.isComplete) {
      const caller = await this.review.callerAsPerson(credentials, model);
      const found = (caller ? [caller] : []).filter(({ person, memberOf }) =>
        nameBegins([person, ...memberOf], page.search),
      );
      return {
        complete: false,
        items: found.slice(page.offset, page.offset + page.limit),
        totalItems: found.length,
      };
    }
    const { people, totalItems } = await this.people.list(page);
    return {
      complete: true,
      items: await this.review.ofPeople(people, model),
      totalItems,
    };
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Parameters<ModelAuthorizer['requireOn']>[1],
    name: string,
  ): Promise<AskedModel> {
    return this.authorizer.requireOn(
      credentials,
      permission,
      await this.models.findOrDeleted(name),
      `There is no model ${name}`,
    );
  }
}
