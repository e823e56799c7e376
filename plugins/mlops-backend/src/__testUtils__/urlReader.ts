import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';

/** Backstage's own reader without any host configured. */
export function defaultUrlReader() {
  return UrlReaders.default({
    config: mockServices.rootConfig(),
    logger: mockServices.logger.mock(),
  });
}
