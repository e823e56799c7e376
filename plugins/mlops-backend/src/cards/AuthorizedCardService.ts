import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  mlopsCardUpdatePermission,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type { Card, CardRevision, CardWriting } from '@mlops-backstage/plugin-mlops-common';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { CardService } from './CardService';
import type { CardDocument, CardedModels, CardSubject, CardSubjects } from './CardSubject';

/** Who may read and write model cards. */
export class AuthorizedCardService {
  constructor(
    private readonly cards: CardService,
    private readonly models: Pick<CardedModels, 'find'>,
    private readonly subjects: CardSubjects,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async getCard(
    credentials: BackstageCredentials,
    model: string,
    version: number,
    revision?: number,
  ): Promise<Card> {
    const subject = await this.require(credentials, mlopsModelReadPermission, model, version);
    return this.cards.getCard(subject, revision);
  }

  async getDocument(
    credentials: BackstageCredentials,
    model: string,
    version: number,
  ): Promise<CardDocument> {
    const subject = await this.require(credentials, mlopsModelReadPermission, model, version);
    return this.cards.getDocument(subject);
  }

  async listRevisions(
    credentials: BackstageCredentials,
    model: string,
    version: number,
  ): Promise<CardRevision[]> {
    const subject = await this.require(credentials, mlopsModelReadPermission, model, version);
    return this.cards.listRevisions(subject);
  }

  async writeCard(
    credentials: BackstageCredentials,
    model: string,
    version: number,
    writing: CardWriting,
  ): Promise<Card> {
    const subject = await this.require(credentials, mlopsCardUpdatePermission, model, version);
    return this.cards.writeCard(actorOf(credentials), subject, writing);
  }

  /** Asked of the model first: who may not read it must not learn which versions it has. */
  private async require(
    credentials: BackstageCredentials,
    permission: Parameters<ModelAuthorizer['requireOn']>[1],
    model: string,
    version: number,
  ): Promise<CardSubject> {
    await this.authorizer.requireOn(
      credentials,
      permission,
      await this.models.find(model),
      `There is no model ${model}`,
    );
    const subject = await this.subjects.findSubject(model, version);
    if (!subject) {
      throw new NotFoundError(`The model ${model} has no version ${version}`);
    }
    return subject;
  }
}
