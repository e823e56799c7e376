import { symlinkSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createMockDirectory, mockServices } from '@backstage/backend-test-utils';
import { defaultUrlReader } from '../__testUtils__/urlReader';
import { parseLocationRef, resolveLocation, SourceReader } from './SourceReader';
import type { SourceLocation } from './SourceReader';

const file = (path: string): SourceLocation => ({ type: 'file', path });
const url = (address: string): SourceLocation => ({ type: 'url', url: address });

describe('parseLocationRef', () => {
  it.each([
    ['url:https://example.com/a/catalog-info.yaml', url('https://example.com/a/catalog-info.yaml')],
    ['file:/models/catalog-info.yaml', file('/models/catalog-info.yaml')],
    ['file:file:///my%20models/a.yaml', file('/my models/a.yaml')],
    ['file:/models/../other/a.yaml', file('/other/a.yaml')],
  ])('understands %s', (ref, location) => {
    expect(parseLocationRef(ref)).toEqual(location);
  });

  it.each([undefined, '', 'url:', 'bootstrap:bootstrap', '/models/a.yaml'])('refuses %j', ref => {
    expect(() => parseLocationRef(ref)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: `Models can't be registered from an entity at "${ref ?? 'no location'}"`,
      }),
    );
  });
});

describe('resolveLocation', () => {
  const inFile = file('/models/risk/entity.yaml');
  const atUrl = url('https://example.com/org/repo/blob/main/risk/entity.yaml?raw=1');

  it.each([
    [inFile, 'model.yaml', file('/models/risk/model.yaml')],
    [inFile, '../other/model.onnx', file('/models/other/model.onnx')],
    [inFile, '../../../etc/passwd', file('/etc/passwd')],
    [inFile, '/abs/model.onnx', file('/abs/model.onnx')],
    [inFile, 'https://example.com/m.onnx', url('https://example.com/m.onnx')],
    [atUrl, '../m.onnx', url('https://example.com/org/repo/blob/main/m.onnx')],
    [atUrl, '/m.onnx', url('https://example.com/m.onnx')],
    [atUrl, 'http://other.example/m.onnx', url('http://other.example/m.onnx')],
    // Not a file of the backend: the URL reader refuses it as a host that it doesn't know.
    [atUrl, 'file:///etc/passwd', url('file:///etc/passwd')],
  ])('from %j, %s is %j', (base, reference, location) => {
    expect(resolveLocation(base, reference)).toEqual(location);
  });
});

describe('SourceReader', () => {
  const folder = createMockDirectory({
    content: {
      models: { 'a.yaml': 'a: 1', 'big.yaml': 'x'.repeat(100), folder: {} },
      'models-of-others': { 'b.yaml': 'b: 2' },
      'secret.txt': 'secret',
    },
  });
  const models = folder.resolve('models');
  const read = (path: string, roots = [models]) =>
    new SourceReader(mockServices.urlReader.mock(), roots).readText(file(path), 100);

  it('reads files below the folders, whichever of them it is', async () => {
    expect(await read(folder.resolve('models/a.yaml'), ['/nowhere', models])).toBe('a: 1');
  });

  it('reads every file below the root of the file system, where that is a folder', async () => {
    expect(await read(folder.resolve('models/a.yaml'), ['/'])).toBe('a: 1');
  });

  it('follows links of the folders and in them, as long as they stay below', async () => {
    symlinkSync(models, folder.resolve('linked-root'));
    symlinkSync('a.yaml', folder.resolve('models/linked.yaml'));
    expect(await read(folder.resolve('models/linked.yaml'), [folder.resolve('linked-root')])).toBe(
      'a: 1',
    );
  });

  it('refuses links that lead out of the folders', async () => {
    symlinkSync('../secret.txt', folder.resolve('models/out.yaml'));
    await expect(read(folder.resolve('models/out.yaml'))).rejects.toThrow(/outside the folders/);
  });

  it.each(['secret.txt', 'models/../secret.txt', 'models-of-others/b.yaml', 'models'])(
    'refuses %s, which is outside',
    async path => {
      await expect(read(`${folder.path}/${path}`)).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('mlops.catalog.fileRoots'),
      });
    },
  );

  it('refuses everything when no folder is configured', async () => {
    await expect(read(folder.resolve('models/a.yaml'), [])).rejects.toThrow(/outside the folders/);
  });

  it('says what is missing below the folders, but not what is missing elsewhere', async () => {
    await expect(read(folder.resolve('models/none.yaml'))).rejects.toMatchObject({
      name: 'NotFoundError',
      message: `There is no file ${folder.resolve('models/none.yaml')}`,
    });
    await expect(read(folder.resolve('none.txt'))).rejects.toThrow(/outside the folders/);
  });

  it('refuses a folder', async () => {
    await expect(read(folder.resolve('models/folder'))).rejects.toMatchObject({
      name: 'InputError',
      message: `${folder.resolve('models/folder')} is not a file`,
    });
  });

  it('reads up to the limit and not a byte more', async () => {
    const reader = new SourceReader(mockServices.urlReader.mock(), [models]);
    const big = file(folder.resolve('models/big.yaml'));
    expect(await reader.readText(big, 100)).toHaveLength(100);
    await expect(reader.readText(big, 99)).rejects.toMatchObject({
      name: 'InputError',
      message: `${folder.resolve('models/big.yaml')} is larger than 99 bytes`,
    });
  });

  it.each([
    ['a stream', { stream: () => Readable.from([Buffer.from('mo'), Buffer.from('del')]) }],
    ['a buffer', {}],
  ])('reads URLs through the URL reader, which gives %s', async (_, more) => {
    const urlReader = mockServices.urlReader.mock({
      readUrl: async address => ({
        buffer: async () => Buffer.from(address === 'https://example.com/m' ? 'model' : ''),
        ...more,
      }),
    });
    const reader = new SourceReader(urlReader, []);
    expect(await text(await reader.open(url('https://example.com/m')))).toBe('model');
    await expect(reader.readText(url('https://example.com/m'), 4)).rejects.toThrow(
      'https://example.com/m is larger than 4 bytes',
    );
  });

  it('passes on what the URL reader refuses', async () => {
    const reader = new SourceReader(defaultUrlReader(), []);
    await expect(reader.open(url('file:///etc/passwd'))).rejects.toThrow(/not allowed/);
  });
});
