import type { LabelsRequest, PredictionLabel } from '@mlops-backstage/plugin-mlops-common';
import type { Handlers } from '../http/contract';
import { parseRange } from '../monitoring/parseRange';
import type { AuthorizedPredictionService } from './AuthorizedPredictionService';
import { parseLabelsCsv } from './parseLabels';
import { readLabelsParquet } from './readLabelsParquet';

/** Labels, comparisons and what is logged, over HTTP. */
export function predictionRoutes(
  predictions: AuthorizedPredictionService,
  temporaryDirectory: string,
): Handlers<'addLabels' | 'compareServed' | 'getPredictionSettings' | 'setPredictionSettings'> {
  return {
    async addLabels({ credentials, path, body }) {
      return {
        status: 200,
        // Read only once it is known that whoever sends them may.
        body: await predictions.addLabels(credentials, path.deployment, () =>
          labelsOf(body, temporaryDirectory),
        ),
      };
    },

    async getPredictionSettings({ credentials, path }) {
      return { status: 200, body: await predictions.settings(credentials, path.deployment) };
    },

    async setPredictionSettings({ credentials, path, body }) {
      const { key, slices, requestsPerSecond, reason } = body;
      const next = { key, slices, requestsPerSecond };
      return {
        status: 200,
        body: await predictions.setSettings(credentials, path.deployment, next, reason),
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

async function labelsOf(
  body: unknown,
  temporaryDirectory: string,
): Promise<readonly PredictionLabel[]> {
  if (typeof body === 'string') {
    return parseLabelsCsv(body);
  }
  return Buffer.isBuffer(body)
    ? readLabelsParquet(body, temporaryDirectory)
    : (body as LabelsRequest).labels;
}
