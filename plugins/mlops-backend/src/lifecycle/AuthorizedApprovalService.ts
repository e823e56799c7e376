import type { BackstageCredentials, UserInfoService } from '@backstage/backend-plugin-api';
import { isError, NotFoundError } from '@backstage/errors';
import {
  mlopsApprovalDecidePermission,
  mlopsApprovalRequestPermission,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type { Approval, ApprovalState, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ApprovalDenials } from './ApprovalDenials';
import type { ApprovalPresenter } from './ApprovalPresenter';
import type { ApprovalService, Decision } from './ApprovalService';
import type { ApprovalRow } from './ApprovalStore';
import { deciderOf } from './deciderOf';
import type { StagedModels } from './StagedModels';

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];

/** What a list is asked for by, of whoever asks. */
export interface ApprovalQuery {
  model?: string;
  states?: ApprovalState[];
  waitingForMe?: boolean;
  requestedByMe?: boolean;
}

/**
 * Who may do what with approvals. What four eyes and groups refuse is a denied attempt like any other, and kept in the
 * audit trail.
 */
export class AuthorizedApprovalService {
  constructor(
    private readonly approvals: ApprovalService,
    private readonly models: StagedModels,
    private readonly presenter: ApprovalPresenter,
    private readonly userInfo: UserInfoService,
    private readonly authorizer: ModelAuthorizer,
    private readonly denials: ApprovalDenials,
  ) {}

  async list(
    credentials: BackstageCredentials,
    { model, states, waitingForMe, requestedByMe }: ApprovalQuery,
    page: { limit: number; after?: CursorPosition },
  ): Promise<{ rows: ApprovalRow[]; items: Approval[]; totalItems: number; more: boolean }> {
    const readable = waitingForMe
      ? await this.authorizer.readableWith(credentials, mlopsApprovalDecidePermission)
      : await this.authorizer.readable(credentials);
    const waitingFor = waitingForMe ? await deciderOf(credentials, this.userInfo) : undefined;
    if (waitingForMe && !waitingFor) {
      // Nothing ever waits for a service.
      return { rows: [], items: [], totalItems: 0, more: false };
    }
    const filter = {
      model,
      states,
      waitingFor,
      ...(requestedByMe && { requestedBy: actorOf(credentials).ref }),
    };
    const found = await this.approvals.list(filter, readable, page);
    const items = await this.presenter.present(credentials, found.rows);
    // Of those that wait, the query knows all but at which stage of a model one may decide.
    return { ...found, items: waitingFor ? items.filter(({ mayDecide }) => mayDecide) : items };
  }

  async get(credentials: BackstageCredentials, id: string): Promise<Approval> {
    const approval = await this.require(credentials, mlopsModelReadPermission, id);
    return this.present(credentials, await this.approvals.read(approval));
  }

  async request(
    credentials: BackstageCredentials,
    change: { model: string; version: number; to: Stage; reason: string },
  ): Promise<Approval> {
    const model = await this.models.find(change.model);
    const version = model && (await this.models.findVersion(model.id, change.version));
    await this.authorizer.requireOn(
      credentials,
      mlopsApprovalRequestPermission,
      model,
      `There is no model ${change.model}`,
      { stage: version?.stage },
    );
    if (!version) {
      throw new NotFoundError(`The model ${change.model} has no version ${change.version}`);
    }
    const requested = await this.approvals.request(actorOf(credentials), {
      ...change,
      from: version.stage,
    });
    return this.present(credentials, requested);
  }

  async decide(
    credentials: BackstageCredentials,
    id: string,
    decision: Decision,
  ): Promise<Approval> {
    const permission = mlopsApprovalDecidePermission;
    const approval = await this.require(credentials, permission, id);
    const decider = await deciderOf(credentials, this.userInfo);
    return this.attempt(credentials, permission, approval, () =>
      this.approvals.decide(actorOf(credentials), decider, approval, decision),
    );
  }

  async withdraw(credentials: BackstageCredentials, id: string, reason: string): Promise<Approval> {
    const permission = mlopsApprovalRequestPermission;
    const approval = await this.require(credentials, permission, id);
    return this.attempt(credentials, permission, approval, () =>
      this.approvals.withdraw(actorOf(credentials), approval, reason),
    );
  }

  /** Keeps that it was denied. */
  private async attempt(
    credentials: BackstageCredentials,
    permission: Permission,
    approval: ApprovalRow,
    make: () => Promise<ApprovalRow>,
  ): Promise<Approval> {
    let made: ApprovalRow;
    try {
      made = await make();
    } catch (error) {
      if (isError(error) && error.name === 'NotAllowedError') {
        await this.denials.record(actorOf(credentials), permission.name, approval, error.message);
      }
      throw error;
    }
    return this.present(credentials, made);
  }

  private async present(credentials: BackstageCredentials, row: ApprovalRow): Promise<Approval> {
    return (await this.presenter.present(credentials, [row]))[0];
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Permission,
    id: string,
  ): Promise<ApprovalRow> {
    const approval = await this.approvals.find(id);
    await this.authorizer.requireOn(
      credentials,
      permission,
      approval && (await this.models.find(approval.model)),
      `There is no request for approval ${id}`,
      { stage: approval?.from_stage },
    );
    return approval!;
  }
}
