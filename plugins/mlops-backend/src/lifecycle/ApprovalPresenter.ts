import type { BackstageCredentials, UserInfoService } from '@backstage/backend-plugin-api';
import { mlopsApprovalDecidePermission } from '@mlops-backstage/plugin-mlops-common';
import type { Approval } from '@mlops-backstage/plugin-mlops-common';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ApprovalRow, Decider } from './ApprovalStore';
import { deciderOf } from './deciderOf';
import { presentApproval } from './presentApproval';
import { hasDecided, whyNotDecide } from './whyNotDecide';

/** Shows requests for approval with what whoever asks may do with them. */
export class ApprovalPresenter {
  constructor(
    private readonly userInfo: UserInfoService,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async present(credentials: BackstageCredentials, rows: ApprovalRow[]): Promise<Approval[]> {
    const isPending = rows.some(({ state }) => state === 'pending');
    const decider = isPending ? await deciderOf(credentials, this.userInfo) : undefined;
    const granted = new Map<string, Promise<boolean>>();
    const isGranted = (row: ApprovalRow) => {
      const key = `${row.model} ${row.from_stage}`;
      const asked = granted.get(key) ?? this.isGranted(credentials, row);
      granted.set(key, asked);
      return asked;
    };
    return Promise.all(
      rows.map(async row =>
        presentApproval(
          row,
          row.state === 'pending' ? await this.whyNot(row, decider, isGranted) : undefined,
        ),
      ),
    );
  }

  private async isGranted(credentials: BackstageCredentials, row: ApprovalRow): Promise<boolean> {
    const [isGranted] = await this.authorizer.areAllowedOn(
      credentials,
      [{ permission: mlopsApprovalDecidePermission, scope: { stage: row.from_stage } }],
      { name: row.model, owner: row.owner },
    );
    return isGranted;
  }

  /** The permission is asked for last: that may take a request to another backend. */
  private async whyNot(
    row: ApprovalRow,
    decider: Decider | undefined,
    isGranted: (row: ApprovalRow) => Promise<boolean>,
  ): Promise<string | undefined> {
    const reason = whyNotDecide(row, decider);
    if (reason !== undefined) {
      return reason;
    }
    if (decider && hasDecided(row, decider)) {
      return 'You have decided already';
    }
    return (await isGranted(row))
      ? undefined
      : `${mlopsApprovalDecidePermission.name} on the model ${row.model} is not granted to you`;
  }
}
