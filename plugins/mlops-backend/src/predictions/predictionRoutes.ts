import type { Handlers } from '../http/contract';
import { parseRange } from '../monitoring/parseRange';
import type { AuthorizedPredictionService } from './AuthorizedPredictionService';
import { parseLabelsCsv } from './parseLabels';

/** Labels and comparisons over HTTP. */
export function predictionRoutes(
  predictions: AuthorizedPredictionService,
): Handlers<'addLabels' | 'compareServed'> {
  return {
    async addLabels({ credentials, path, body }) {
      const labels = typeof body === 'string' ? parseLabelsCsv(body) : body.labels;
      return {
        status: 200,
        body: await predictions.addLabels(credentials, path.deployment, labels),
      };
    },

    async compareServed({ credentials, path, query }) {
      const { version, against, metric, alpha, margin } = query;
      const range = parseRange(query);
      return {
        status: 200,
        body: await predictions.compare(credentials, path.deployment, {
          version,
          against,
          range,
          metric,
          alpha,
          margin,
        }),
      };
    },
  };
}
