import { mayConnect } from './addressRule';

describe('mayConnect', () => {
  it.each([
    '1.1.1.1',
    '93.184.216.34',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450:4001:80b::200e',
  ])('lets through the public address %s', address => {
    expect(mayConnect(address, false)).toBe(true);
    expect(mayConnect(address, true)).toBe(true);
  });

  it.each([
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.0.1',
    '::1',
    'fd00:ec2::254',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::ffff:8.8.8.8',
    '64:ff9b::10.0.0.1',
    '64:ff9b::808:808',
  ])('lets through %s only where private addresses are allowed', address => {
    expect(mayConnect(address, false)).toBe(false);
    expect(mayConnect(address, true)).toBe(true);
  });

  it.each([
    ['this network', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['link-local', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['link-local, mapped', '::ffff:169.254.169.254'],
    ['link-local behind NAT64', '64:ff9b::a9fe:a9fe'],
    ["Azure's control plane", '168.63.129.16'],
    ["Oracle's metadata", '192.0.0.192'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['for benchmarks', '198.18.0.1'],
    ['for documentation', '203.0.113.1'],
    ['for documentation', '2001:db8::1'],
    ['unspecified', '::'],
    ['IPv4-compatible', '::7f00:1'],
    ['site-local', 'fec0::1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001::1'],
    ['discard', '100::1'],
    ['not handed out', '4000::1'],
    ['a number', '2130706433'],
    ['short', '127.1'],
    ['octal', '0177.0.0.1'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('never lets through what is %s: %s', (_, address) => {
    expect(mayConnect(address, false)).toBe(false);
    expect(mayConnect(address, true)).toBe(false);
  });
});
