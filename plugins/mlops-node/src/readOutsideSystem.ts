import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What every outside system that is configured by its address has. */
export interface OutsideSystem {
  /** What people and policies name. */
  readonly id: string;
  readonly title: string;
  /** Without a slash at the end. */
  readonly url: string;
  /** Where people find it; without a slash at the end. */
  readonly pageUrl: string;
  /** Sent with each request. */
  readonly headers: Record<string, string>;
}

/**
 * Reads `name`, `title`, `url`, `pageUrl` and `headers`.
 *
 * @param key - where the system stands in the configuration, for messages
 * @throws `InputError` when a value makes no sense; never with a header in it
 */
export function readOutsideSystem(config: Config, key: string, title: string): OutsideSystem {
  const url = readAddress(config.getString('url'), `${key}.url`);
  const pageUrl = config.getOptionalString('pageUrl');
  return {
    id: readSystemName(config, key),
    title: config.getOptionalString('title') ?? title,
    url,
    pageUrl: pageUrl === undefined ? url : readAddress(pageUrl, `${key}.pageUrl`),
    headers: config.getOptional<Record<string, string>>('headers') ?? {},
  };
}

/** The `name` of a system, of lower-case letters, digits and hyphens. */
export function readSystemName(config: Config, key: string): string {
  const id = config.getString('name');
  if (!ID.test(id)) {
    throw new InputError(`${key}.name may have lower-case letters, digits and hyphens only`);
  }
  return id;
}

/**
 * @returns the address without a slash at the end
 * @throws `InputError` when it is none of https or http, or has what doesn't belong there, such as a password
 */
export function readAddress(url: string, key: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
    throw new InputError(`${key} has to be a URL of https or http`);
  }
  if (parsed.username || parsed.password) {
    throw new InputError(`${key} may not have a user name or password`);
  }
  if (parsed.search || parsed.hash) {
    throw new InputError(`${key} may not have a query or fragment`);
  }
  return url.replace(/\/+$/, '');
}
