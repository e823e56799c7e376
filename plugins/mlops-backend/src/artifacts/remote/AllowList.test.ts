import { AllowList } from './AllowList';
import type { AllowedHost } from './RemoteSources';

const allows = (entry: AllowedHost, url: string) =>
  new AllowList([entry]).find(new URL(url)) === entry;

describe('AllowList', () => {
  it('allows nothing unless told', () => {
    expect(new AllowList([]).find(new URL('https://example.com/'))).toBeUndefined();
    expect(new AllowList([]).schemes()).toEqual([]);
  });

  it.each([
    ['example.com', 'https://example.com/a'],
    ['example.com', 'https://EXAMPLE.com:443/a'],
    ['example.com', 'https://example.com./a'],
    ['Example.COM.', 'https://example.com/a'],
    ['example.com', 'https://exam%70le.com/a'],
    ['example.com', 'https://example。com/a'],
    ['bücher.example', 'https://xn--bcher-kva.example/a'],
    ['xn--bcher-kva.example', 'https://BÜCHER.example/a'],
    ['*.example.com', 'https://a.example.com/'],
    ['*.example.com', 'https://a.b.example.com/'],
    ['example.com:8443', 'https://example.com:8443/'],
    ['example.com:443', 'https://example.com/'],
    ['127.0.0.1', 'https://2130706433/'],
    ['127.0.0.1', 'https://0x7f.1/'],
    ['2130706433', 'https://127.0.0.1/'],
    ['[::1]', 'https://[0:0:0:0:0:0:0:1]/'],
    ['[::1]:8443', 'https://[::1]:8443/'],
  ])('with the host %s allows %s', (host, url) => {
    expect(allows({ host }, url)).toBe(true);
  });

  it.each([
    ['example.com', 'http://example.com/'],
    ['example.com', 'ftp://example.com/'],
    ['example.com', 'https://example.com:8443/'],
    ['example.com', 'https://example.com.evil.test/'],
    ['example.com', 'https://evil.test/example.com'],
    ['example.com', 'https://example.com@evil.test/'],
    ['example.com', 'https://user@example.com/'],
    ['example.com', 'https://:password@example.com/'],
    ['example.com', 'https://evil.test\\@example.com/'],
    ['example.com', 'https://evil.test#@example.com/'],
    ['example.com', 'https://a.example.com/'],
    ['example.com', 'https://notexample.com/'],
    ['example.com', 'https://example.com../'],
    ['example.com', 'https://ехаmple.com/'],
    ['*.example.com', 'https://example.com/'],
    ['*.example.com', 'https://.example.com/'],
    ['*.example.com', 'https://notexample.com/'],
    ['*.example.com', 'https://a.example.com:8443/'],
    ['example.com:8443', 'https://example.com/'],
    ['example.com:80', 'https://example.com/'],
  ])('with the host %s does not allow %s', (host, url) => {
    expect(allows({ host }, url)).toBe(false);
  });

  it('allows http where the entry names it', () => {
    const entry: AllowedHost = { host: 'example.com', schemes: ['http'] };
    expect(allows(entry, 'http://example.com/')).toBe(true);
    expect(allows(entry, 'http://example.com:443/')).toBe(false);
    expect(allows(entry, 'https://example.com/')).toBe(false);
    expect(new AllowList([entry, { host: 'b' }]).schemes()).toEqual(['http:', 'https:']);
  });

  describe('with a path', () => {
    const entry: AllowedHost = { host: 'h.test', paths: ['/models', '/other/'] };

    it.each([
      '/models',
      '/models/',
      '/models/a?b=/../c',
      '/x/../models/a',
      '/other/b',
      '/models/a..b',
    ])('allows %s', path => {
      expect(allows(entry, `https://h.test${path}`)).toBe(true);
    });

    it.each([
      '/',
      '/models-2/a',
      '/Models/a',
      '/other',
      '/models/../secret',
      '/models/%2e%2E/secret',
      '/models/..%2fsecret',
      '/models%2f..%2f..%2fsecret',
      '/models/..%5Csecret',
      '/models/%252e%252e/secret',
      '/models/%25252e%25252e/secret',
      '/models/..;/secret',
      '/models/..%3Bx/secret',
      '//models/a',
    ])('does not allow %s', path => {
      expect(allows(entry, `https://h.test${path}`)).toBe(false);
    });
  });

  it('takes the first entry that allows', () => {
    const entries: AllowedHost[] = [
      { host: 'h.test', paths: ['/a'] },
      { host: '*.h.test' },
      { host: 'h.test' },
    ];
    const list = new AllowList(entries);
    expect(list.find(new URL('https://h.test/a'))).toBe(entries[0]);
    expect(list.find(new URL('https://i.h.test/a'))).toBe(entries[1]);
    expect(list.find(new URL('https://h.test/b'))).toBe(entries[2]);
  });

  it.each([
    [{ host: '' }, 'is no name or address'],
    [{ host: '*' }, 'is no name or address'],
    [{ host: 'a.*.com' }, 'is no name or address'],
    [{ host: 'https://example.com' }, 'is no name or address'],
    [{ host: 'example.com/a' }, 'is no name or address'],
    [{ host: 'user@example.com' }, 'is no name or address'],
    [{ host: 'exa mple.com' }, 'is no name or address'],
    [{ host: '::1' }, 'is no name or address'],
    [{ host: '*.0.0.1' }, 'has * before an address'],
    [{ host: 'example.com:0' }, 'has a port out of range'],
    [{ host: 'example.com:65536' }, 'has a port out of range'],
    [
      { host: 'h', schemes: ['ftp'] as unknown as ['http'] },
      'has schemes other than https and http',
    ],
    [{ host: 'h', paths: ['models'] }, 'has paths that do not start with /'],
    [{ host: 'h', headers: { 'x-a': 'SECRET\r\nb: c' } }, 'has headers that HTTP does not allow'],
  ])('refuses the entry %j', (entry, reason) => {
    const create = () => new AllowList([entry]);
    expect(create).toThrow(reason);
    expect(create).not.toThrow('SECRET');
  });
});
