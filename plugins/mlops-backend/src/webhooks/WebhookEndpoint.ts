import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { keyOf } from './signWebhook';

/** Where webhooks go. */
export interface WebhookEndpoint {
  /** Tells it from all others, and stands for it in messages, such as `alerts:on-call`. */
  name: string;
  url: string;
  /** The newest first; each signs, so that a receiver may change over at leisure. */
  secrets: readonly string[];
  /** Whether it may have an address of a private network or of this machine. */
  allowPrivateAddresses: boolean;
}

/**
 * Reads where webhooks go, from an entry of the configuration that has `name`, `url`, `secret` and, optionally, `previousSecret` and
 * `allowPrivateAddresses`.
 *
 * @param area - begins the name
 * @param key - names the entry in errors
 * @throws `InputError` when a value makes no sense; never with the secret or the URL in it, which may hold one
 */
export function readWebhookEndpoint(config: Config, area: string, key: string): WebhookEndpoint {
  const url = config.getString('url');
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
    throw new InputError(`${key}.url has to be a URL of https or http`);
  }
  if (parsed.username || parsed.password) {
    throw new InputError(`${key}.url may not have a user name or password`);
  }
  const secrets = ['secret', 'previousSecret'].flatMap(name => {
    const secret = name === 'secret' ? config.getString(name) : config.getOptionalString(name);
    if (secret === undefined) {
      return [];
    }
    try {
      keyOf(secret);
    } catch (error) {
      throw new InputError(`${key}.${name}: ${(error as Error).message}`);
    }
    return [secret];
  });
  return {
    name: `${area}:${config.getString('name')}`,
    url,
    secrets,
    allowPrivateAddresses: config.getOptionalBoolean('allowPrivateAddresses') ?? false,
  };
}
