import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { ApprovalState } from '@mlops-backstage/plugin-mlops-common';
import type { ApprovalRow } from './ApprovalStore';

const TOPIC = 'approvals';

const isPerson = (ref: string) => ref.startsWith('user:');

const changeOf = ({ model, version, from_stage: from, to_stage: to }: ApprovalRow) =>
  `${model}@${version} from ${from} to ${to}`;

/** The groups whose members may decide, each once. */
const groupsOf = ({ requirements }: ApprovalRow) => [
  ...new Set(requirements.flatMap(requirement => requirement.groups)),
];

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
    const { requested_by: requester, reason } = approval;
    this.send(
      approval,
      {
        entityRef: groupsOf(approval),
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

  /**
   * Tells who asked, and those who could have decided or, of a request that was granted but not used, those who did.
   *
   * @param approval - as it was before
   */
  expired(approval: ApprovalRow): void {
    const { requested_by: requester, state, decisions } = approval;
    const isGranted = state === 'approved';
    const deciders = isGranted ? decisions.map(one => one.decided_by) : groupsOf(approval);
    const recipients = [...new Set([requester, ...deciders])];
    this.send(
      approval,
      { entityRef: isPerson(requester) ? recipients : recipients.slice(1) },
      {
        title: `Expired: ${changeOf(approval)}`,
        description: isGranted
          ? 'It was approved, but not used before its time was over.'
          : 'Its time was over before it was decided.',
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
