import { InputError } from '@backstage/errors';
import type {
  RetrainingExecutor,
  SubmittedTraining,
  TrainingRun,
} from '@mlops-backstage/plugin-mlops-node';
import { sendWebhook } from '../../webhooks/sendWebhook';
import type { WebhookEndpoint } from '../../webhooks/WebhookEndpoint';

/**
 * Tells an outside system by a signed webhook that a training is due. The receiver starts it once for each `webhook-id`, which is the
 * run's id at every attempt, and its job reports how it goes: there is nobody to ask.
 *
 * The body has the run's token in it, so it isn't put into the outbox, where it would be stored.
 */
export class WebhookExecutor implements RetrainingExecutor {
  readonly parameters = {
    type: 'object',
    description: 'Sent to the receiver as they are.',
  };

  /** @param id - what policies name */
  constructor(
    readonly id: string,
    readonly title: string,
    private readonly endpoint: WebhookEndpoint,
    private readonly send: typeof sendWebhook = sendWebhook,
  ) {}

  async submit({ id, reportUrl, reportToken, ...run }: TrainingRun): Promise<SubmittedTraining> {
    await this.tell(id, 'retraining.requested', {
      run: id,
      ...run,
      report: { url: reportUrl, token: reportToken },
    });
    return { externalId: id };
  }

  async cancel({ run }: { run: string }): Promise<void> {
    await this.tell(`${run}.cancel`, 'retraining.cancelled', { run });
  }

  private async tell(id: string, type: string, data: object): Promise<void> {
    const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
    const attempt = await this.send(this.endpoint, { id, body });
    if (!attempt.isDelivered) {
      const why = `The receiver of ${this.id} didn't take the webhook: ${attempt.why}`;
      throw attempt.isFinal ? new InputError(why) : new Error(why);
    }
  }
}
