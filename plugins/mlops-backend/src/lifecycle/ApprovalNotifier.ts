import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { ApprovalState } from '@mlops-backstage/plugin-mlops-common';
import type { ApprovalRow } from './ApprovalStore';

const TOPIC = 'approvals';

const isPerson = (ref: string) => ref.startsWith('user:');

const changeOf = ({ model, version, from_stage: from, to_stage: to }: ApprovalRow) =>
  `${model}@${version} from ${from} to ${to}`;

const OUTCOMES: Partial<Record<ApprovalState, string>> = {
  approved: 'Approved',
  rejected: 'Rejected',
};

/**
 * Tells people of requests for approval through Backstage's notifications. What can't be told is logged: the change it is
 * about was made, and the page of approvals shows it.
 */
export class ApprovalNotifier {
  constructor(
    private readonly notifications: NotificationService,
    private readonly logger: LoggerService,
  ) {}

  /** Tells those who may decide, but for who asked. */
  requested(approval: ApprovalRow): void {
    const { requirements, requested_by: requester, reason } = approval;
    const groups = new Set(requirements.flatMap(requirement => requirement.groups));
    this.send(
      approval,
      {
        entityRef: [...groups],
        ...(isPerson(requester) && { excludeEntityRef: requester }),
      },
      {
        title: `Approval needed: ${changeOf(approval)}`,
        description: `${requester} asks: ${reason}`,
      },
    );
  }

  /** Tells who asked, if that is a person. */
  decided(approval: ApprovalRow): void {
    const { requested_by: requester, state, decisions } = approval;
    if (!isPerson(requester)) {
      return;
    }
    const last = decisions[decisions.length - 1];
    this.send(
      approval,
      { entityRef: requester },
      {
        title: `${OUTCOMES[state] ?? 'One more approval'}: ${changeOf(approval)}`,
        description: `${last.decided_by}: ${last.comment}`,
      },
    );
  }

  private send(
    { id }: ApprovalRow,
    recipients: { entityRef: string | string[]; excludeEntityRef?: string },
    words: { title: string; description: string },
  ): void {
    this.notifications
      .send({
        recipients: { type: 'entity', ...recipients },
        payload: {
          ...words,
          link: `/mlops/approvals?approval=${id}`,
          severity: 'normal',
          topic: TOPIC,
          // What is told later of the same request takes the place of what was told before.
          scope: id,
        },
      })
      .catch(error =>
        this.logger.warn(
          `Could not notify ${[recipients.entityRef].flat().join(', ')} of the request for approval ${id}`,
          error,
        ),
      );
  }
}
