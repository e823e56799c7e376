import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { ApprovalState } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { NewMessage } from '../outbox/Outbox';
import { NOTIFICATIONS } from '../outbox/serviceDestination';
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
 * Tells people of requests for approval through Backstage's notifications. They are put into the outbox by the transaction of the change, so
 * that nobody waits for somebody who was never told.
 */
export class ApprovalNotifier {
  constructor(
    private readonly outbox: {
      put(transaction: Knex.Transaction, messages: readonly NewMessage[]): Promise<unknown>;
    },
  ) {}

  /** Tells those who may decide, but for who asked. */
  async requested(transaction: Knex.Transaction, approval: ApprovalRow): Promise<void> {
    const { requested_by: requester, reason } = approval;
    await this.send(
      transaction,
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
  async decided(transaction: Knex.Transaction, approval: ApprovalRow): Promise<void> {
    const { requested_by: requester, state, decisions } = approval;
    if (!isPerson(requester)) {
      return;
    }
    const last = decisions[decisions.length - 1];
    await this.send(
      transaction,
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
  async expired(transaction: Knex.Transaction, approval: ApprovalRow): Promise<void> {
    const { requested_by: requester, state, decisions } = approval;
    const isGranted = state === 'approved';
    const deciders = isGranted ? decisions.map(one => one.decided_by) : groupsOf(approval);
    const recipients = [...new Set([requester, ...deciders])];
    await this.send(
      transaction,
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

  private async send(
    transaction: Knex.Transaction,
    { id }: ApprovalRow,
    recipients: { entityRef: string | string[]; excludeEntityRef?: string },
    words: { title: string; description: string },
  ): Promise<void> {
    const data: NotificationSendOptions = {
      recipients: { type: 'entity', ...recipients },
      payload: {
        ...words,
        link: `/mlops/approvals?approval=${id}`,
        severity: 'normal',
        topic: TOPIC,
        // What is told later of the same request, or told twice, takes the place of what was told before.
        scope: id,
      },
    };
    await this.outbox.put(transaction, [
      { destination: NOTIFICATIONS, about: `approval:${id}`, type: 'notification', data },
    ]);
  }
}
