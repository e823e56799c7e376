import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

const PRIVATE = new Set(['private', 'carrierGradeNat', 'loopback', 'uniqueLocal']);

/** Public by their range, but answering for the cloud's own control plane: Azure's WireServer. */
const CONTROL_PLANE = new Set(['168.63.129.16']);

/**
 * Whether a connection may be made to an address. Public ones may; those of private networks, carrier-grade NAT and
 * this machine only with `allowPrivate`. Link-local ones, where clouds hand out credentials, multicast and reserved ones
 * never. An address that stands for an IPv4 address (IPv4-mapped, NAT64) may with `allowPrivate`, where that one may.
 *
 * @param address - as a resolver or WHATWG's URL writes it: no shorthands, no brackets
 */
export function mayConnect(address: string, allowPrivate: boolean): boolean {
  // ipaddr.js also takes "127.1" and "0x7f000001".
  if (!isIP(address)) return false;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (parsed instanceof ipaddr.IPv4) {
    if (CONTROL_PLANE.has(parsed.toString())) return false;
    return range === 'unicast' || (allowPrivate && PRIVATE.has(range));
  }
  if (range === 'ipv4Mapped' || range === 'rfc6052') {
    return allowPrivate && mayConnect(lastFourBytes(parsed as ipaddr.IPv6), true);
  }
  // "unicast" is the rest, most of which nobody has been given; what is routed on the Internet is 2000::/3.
  if (range === 'unicast') return (parsed as ipaddr.IPv6).parts[0] >>> 13 === 1;
  return allowPrivate && PRIVATE.has(range);
}

function lastFourBytes(address: ipaddr.IPv6): string {
  return address.toByteArray().slice(-4).join('.');
}
