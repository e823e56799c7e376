import type { Endpoint } from './Endpoint';
import type { Schema } from './schemas';

const EVENT_TIME: Schema = {
  type: 'string',
  format: 'date-time',
  description: 'When the request happened, to count it there; not in the future.',
  examples: ['2013-07-04T15:00:00Z'],
};

/**
 * The `parameters` of a request, among which others may be.
 *
 * @param binary - whether it may ask for binary data
 */
export function requestParameters(
  { takesEventTime }: Endpoint,
  { binary }: { binary: boolean },
): Schema {
  const properties: Record<string, Schema> = {
    ...(takesEventTime && { event_time: EVENT_TIME }),
    ...(binary && {
      binary_data_output: {
        type: 'boolean',
        description: 'Whether outputs that do not say so themselves are answered as binary data.',
      },
    }),
  };
  return { type: 'object', ...(Object.keys(properties).length > 0 && { properties }) };
}
