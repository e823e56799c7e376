import type { Handlers } from '../http/contract';
import type { AuthorizedIngestService } from './AuthorizedIngestService';
import { readCloudEvent } from './readCloudEvent';
import { readPredictionLines, readPredictions, readPredictionsCsv } from './readPredictionLines';

/** Predictions of models that are served elsewhere, over HTTP. */
export function ingestRoutes(
  ingest: AuthorizedIngestService,
): Handlers<'ingestPredictions' | 'ingestPayloadEvent'> {
  return {
    async ingestPredictions({ credentials, path, body, http }) {
      const receipt = await ingest.add(credentials, path.deployment, namesOf => {
        if (typeof body !== 'string') {
          return readPredictions(body.predictions);
        }
        return http?.request.is('text/csv')
          ? readPredictionsCsv(body)
          : readPredictionLines(body, namesOf);
      });
      return { status: 200, body: receipt };
    },

    async ingestPayloadEvent({ credentials, path, body, http }) {
      const receipt = await ingest.takeEvent(credentials, path.deployment, () =>
        readCloudEvent(body, name => http?.request.get(name)),
      );
      return { status: 200, body: receipt };
    },
  };
}
