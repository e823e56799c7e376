import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { riskModel } from '../__testUtils__/files';
import { flights } from '../__testUtils__/startMlops';
import { defaultUrlReader } from '../__testUtils__/urlReader';
import { readManifest } from './readManifest';
import { SourceReader } from './SourceReader';

describe('readManifest', () => {
  const folder = createMockDirectory();
  const source = new SourceReader(defaultUrlReader(), [flights, folder.path]);
  const at = (path: string) => ({ type: 'file' as const, path });

  beforeEach(() => folder.clear());

  const read = (name: string, content: string | object) => {
    folder.addContent({ [name]: typeof content === 'string' ? content : JSON.stringify(content) });
    return readManifest(source, at(folder.resolve(name)));
  };
  const version = { artifact: 'model.onnx' };
  const manifest = { problemType: 'regression', versions: [version] };
  const evaluation = { name: 'held-out', split: 'test', metrics: { rmse: 3 } };

  it('reads the flights: versions in order, with their evaluations', async () => {
    const found = await readManifest(source, at(join(flights, 'flight-delay-risk/model.yaml')));
    expect(found).toMatchObject({
      description: expect.stringMatching(/^Risk, judged before departure/),
      problemType: 'binary-classification',
    });
    expect(found.versions).toHaveLength(2);
    expect(found.versions[0]).toEqual({
      artifact: at(riskModel),
      reference: at(join(flights, 'flight-delay-risk/1/reference.parquet')),
      registration: expect.objectContaining({
        algorithm: 'LogisticRegression',
        datasets: [
          {
            name: 'nycflights13',
            role: 'training',
            entityRef: 'resource:default/nycflights13',
            rows: 62671,
            from: '2013-01-01',
            to: '2013-03-31',
          },
          expect.objectContaining({ role: 'test', rows: 15240 }),
        ],
        evaluations: [
          expect.objectContaining({ split: 'train' }),
          expect.objectContaining({ split: 'test' }),
        ],
      }),
    });
    expect(found.versions[1].registration.algorithm).toBe('HistGradientBoostingClassifier');
  });

  it('reads JSON like YAML, and evaluations beside it', async () => {
    folder.addContent({ 'e.json': JSON.stringify(evaluation) });
    expect(
      await read('m.json', {
        ...manifest,
        versions: [{ ...version, evaluations: ['e.json'], parameters: { depth: 3 } }],
      }),
    ).toEqual({
      description: undefined,
      problemType: 'regression',
      versions: [
        {
          artifact: at(folder.resolve('model.onnx')),
          reference: undefined,
          registration: { parameters: { depth: 3 }, evaluations: [evaluation] },
        },
      ],
    });
  });

  it('takes an ONNX file for a manifest of one version', async () => {
    copyFileSync(riskModel, folder.resolve('model.onnx'));
    const location = at(folder.resolve('model.onnx'));
    expect(await readManifest(source, location)).toEqual({
      problemType: 'other',
      versions: [{ artifact: location, registration: {} }],
    });
  });

  it('looks at the path of a URL, not at what follows it', async () => {
    const location = { type: 'url' as const, url: 'https://example.com/m.onnx?ref=main' };
    expect((await readManifest(source, location)).versions[0].artifact).toBe(location);
  });

  it.each<[string, string, string | object, RegExp]>([
    ['another kind of file', 'm.pkl', 'x', /m\.pkl is neither a manifest \(\.yaml, \.json\) nor/],
    ['broken YAML', 'm.yaml', 'versions: [', /m\.yaml can't be read: /],
    ['broken JSON', 'm.json', '{"versions": ', /m\.json can't be read: /],
    ['an empty file', 'm.yaml', '', /m\.yaml: ✖ Invalid input: expected object/],
    ['a list', 'm.yaml', [], /expected object, received array/],
    [
      'no problem type',
      'm.yaml',
      { versions: [version] },
      /m\.yaml: ✖ Invalid option.*\n.*at problemType/,
    ],
    ['an unknown key', 'm.yaml', { ...manifest, model: 'x' }, /Unrecognized key: "model"/],
    ['no versions', 'm.yaml', { ...manifest, versions: [] }, /at versions/],
    [
      'too many versions',
      'm.yaml',
      { ...manifest, versions: Array(101).fill(version) },
      /at versions/,
    ],
    ['no artifact', 'm.yaml', { ...manifest, versions: [{}] }, /at versions\[0\]\.artifact/],
    [
      'an unknown key of a version',
      'm.yaml',
      { ...manifest, versions: [version, { ...version, colour: 'red' }] },
      /m\.yaml: versions\[1\] must NOT have additional properties/,
    ],
    [
      'a number that is none',
      'm.yaml',
      'problemType: regression\nversions: [{artifact: m.onnx, parameters: {c: .nan}}]',
      /versions\[0\].*\/parameters\/c must be/,
    ],
    [
      'a missing evaluation',
      'm.yaml',
      { ...manifest, versions: [{ ...version, evaluations: ['none.json'] }] },
      /There is no file .*none\.json/,
    ],
    [
      'a manifest that grows without end',
      'm.yaml',
      `description: ${'x'.repeat(1024 * 1024)}`,
      /m\.yaml is larger than 1048576 bytes/,
    ],
  ])('refuses %s, saying where and why', async (_, name, content, message) => {
    await expect(read(name, content)).rejects.toThrow(message);
  });

  it('refuses a wrong evaluation by its own name', async () => {
    folder.addContent({ 'e.json': JSON.stringify({ ...evaluation, split: 'holdout' }) });
    const wrong = { ...manifest, versions: [{ ...version, evaluations: ['e.json'] }] };
    await expect(read('m.yaml', wrong)).rejects.toThrow(/e\.json.*\/split must be equal to one of/);
  });

  it('refuses references that unfold to far more than is written', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
    );
    const bomb = ['l0: &l0 [x]', ...levels].join('\n');
    await expect(read('m.yaml', bomb)).rejects.toThrow(/Excessive alias count/);
  });
});
