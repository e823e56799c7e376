import { CustomErrorBase } from '@backstage/errors';

/**
 * More bytes arrived than are accepted. Backstage's error middleware knows no error name for status 413; it takes the
 * status from `statusCode`.
 */
export class PayloadTooLargeError extends CustomErrorBase {
  override name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}
