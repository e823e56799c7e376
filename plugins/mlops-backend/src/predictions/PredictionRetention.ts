import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LabelStore } from './LabelStore';
import type { PredictionStore } from './PredictionStore';

/**
 * Removes predictions and labels that were stored longer ago than they are kept, whenever they say that they happened.
 * Windows, which hold no single prediction, stay.
 */
export class PredictionRetention {
  constructor(
    private readonly stores: { predictions: PredictionStore; labels: LabelStore },
    private readonly retentionMs: number,
    private readonly logger: LoggerService,
  ) {}

  async run(now: Date = new Date()): Promise<void> {
    const before = new Date(now.getTime() - this.retentionMs);
    const predictions = await this.stores.predictions.removeBefore(before);
    const labels = await this.stores.labels.removeBefore(before);
    if (predictions + labels > 0) {
      this.logger.info(
        `Removed ${predictions} logged predictions and ${labels} labels whose time was over`,
      );
    }
  }
}
