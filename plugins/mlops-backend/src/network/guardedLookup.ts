import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Resolves a name to all of its addresses, as `dns.lookup` does. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The name has no address that a connection may be made to. */
export class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

/**
 * Resolves names for sockets, and leaves out the addresses that `mayConnect` refuses. As part of connecting there is no
 * later resolution that could answer otherwise (DNS rebinding). Sockets don't call it for a host that is an address.
 */
export function guardedLookup(
  lookup: Lookup,
  mayConnect: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = error ? [] : found.filter(({ address }) => mayConnect(address));
      const failure = error ?? (addresses.length === 0 ? new AddressRefusedError() : null);
      if (failure || options.all) callback(failure, addresses);
      else callback(null, addresses[0].address, addresses[0].family);
    });
  };
}
