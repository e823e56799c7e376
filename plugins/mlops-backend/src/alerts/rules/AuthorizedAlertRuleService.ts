import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsAlertRulesUpdatePermission,
  mlopsAlertUpdatePermission,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  AlertRuleDefinition,
  AlertRulePreview,
  AlertRules,
} from '@mlops-backstage/plugin-mlops-common';
import { actorOf } from '../../governance/Actor';
import type { ModelAuthorizer } from '../../governance/ModelAuthorizer';
import type { FoundModels } from '../AuthorizedAlertService';
import type { AlertRuleService, RuledModel } from './AlertRuleService';
import type { RulePreview } from './RulePreview';

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];

/** Who may do what with the rules of a model. */
export class AuthorizedAlertRuleService {
  constructor(
    private readonly rules: AlertRuleService,
    private readonly preview: RulePreview,
    private readonly models: FoundModels,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(credentials: BackstageCredentials, model: string): Promise<AlertRules> {
    return this.rules.list(await this.require(credentials, mlopsModelReadPermission, model));
  }

  async set(
    credentials: BackstageCredentials,
    model: string,
    name: string,
    request: { definition: AlertRuleDefinition; reason: string },
  ): Promise<AlertRules> {
    const found = await this.require(credentials, mlopsAlertRulesUpdatePermission, model);
    return this.rules.set(actorOf(credentials), found, name, request);
  }

  async remove(
    credentials: BackstageCredentials,
    model: string,
    name: string,
    reason: string,
  ): Promise<AlertRules> {
    const found = await this.require(credentials, mlopsAlertRulesUpdatePermission, model);
    return this.rules.remove(actorOf(credentials), found, name, reason);
  }

  async previewOf(
    credentials: BackstageCredentials,
    model: string,
    definition: AlertRuleDefinition,
  ): Promise<AlertRulePreview> {
    const { name } = await this.require(credentials, mlopsModelReadPermission, model);
    return this.preview.of(name, definition);
  }

  async mute(
    credentials: BackstageCredentials,
    model: string,
    mute: { rule?: string; until: Date; reason: string },
  ): Promise<AlertRules> {
    const found = await this.require(credentials, mlopsAlertUpdatePermission, model);
    return this.rules.mute(actorOf(credentials), found, mute);
  }

  async unmute(
    credentials: BackstageCredentials,
    model: string,
    rule: string | undefined,
    reason: string,
  ): Promise<AlertRules> {
    const found = await this.require(credentials, mlopsAlertUpdatePermission, model);
    return this.rules.unmute(actorOf(credentials), found, rule, reason);
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Permission,
    name: string,
  ): Promise<RuledModel> {
    return this.authorizer.requireOn(
      credentials,
      permission,
      await this.models.find(name),
      `There is no model ${name}`,
    );
  }
}
