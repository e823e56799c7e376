import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import * as fc from 'fast-check';
import { hostileText } from '../__testUtils__/hostileText';
import {
  documentOf,
  externalSubject,
  hostileSubject,
  minimalSubject,
  richSubject,
} from '../__testUtils__/subjects';
import type { CardDocument } from '../CardSubject';
import { architectureFamily } from './architectureFamily';
import { frameworkComponent } from './frameworkComponent';
import { buildMlBom } from './mlBom';
import { serialNumber } from './serialNumber';

jest.setTimeout(120_000);

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const problems = (bom: object) => validator.validate(JSON.stringify(bom));
const bomOf = (document: CardDocument): any => buildMlBom(document);

const texts = {
  'intended-use': 'Planning of gates.\n\n# Primary users\n\nplanners\n\n# Out of scope\n\nsafety',
  'ethical-considerations': 'No personal data.',
  'caveats-and-recommendations': 'Winter only.',
};

describe('buildMlBom', () => {
  it.each([
    ['rich', documentOf(richSubject, texts)],
    ['minimal', documentOf(minimalSubject)],
    ['external', documentOf(externalSubject)],
  ])('meets the schema of CycloneDX 1.6 for a %s version', async (_, document) => {
    expect(await problems(buildMlBom(document))).toBeNull();
    const options = {
      datasetOwners: new Map([['resource:default/nycflights13', 'group:default/data']]),
      documentationUrl: 'https://portal.example/catalog/default/component/risk',
    };
    expect(await problems(buildMlBom(document, options))).toBeNull();
  });

  it('would not meet it with anything else', async () => {
    expect(await problems({ ...buildMlBom(documentOf(richSubject)), foo: 1 })).not.toBeNull();
  });

  it('meets it whatever the registry was told', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const written = { 'intended-use': text, 'ethical-considerations': text };
        const document = documentOf(hostileSubject(text), written);
        expect(await problems(buildMlBom(document))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('tells of the model', () => {
    const bom = bomOf(documentOf(richSubject, texts));
    expect(bom).toMatchObject({
      specVersion: '1.6',
      version: 3,
      metadata: {
        timestamp: '2026-11-02T23:30:00.000Z',
        component: { name: 'flight-delay-risk', version: '3' },
      },
    });
    const [model, data, , framework] = bom.components;
    expect(model).toMatchObject({
      type: 'machine-learning-model',
      supplier: { name: 'group:default/flight-operations' },
      hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }],
      externalReferences: [
        { type: 'vcs', url: 'https://git.example/flights', comment: 'Commit 0123abc' },
        { type: 'build-meta', url: 'https://ci.example/runs/42' },
      ],
      modelCard: {
        modelParameters: {
          approach: { type: 'supervised' },
          task: 'binary-classification',
          architectureFamily: 'gradient boosting',
          modelArchitecture: 'HistGradientBoostingClassifier',
          datasets: [{ ref: 'dataset:1' }, { ref: 'dataset:2' }],
          inputs: [{ format: 'carrier: BYTES [-1, 1]' }, { format: 'temp: FP32 [-1, 1]' }],
        },
        considerations: {
          users: ['planners'],
          useCases: ['Planning of gates.', 'Out of scope: safety'],
          technicalLimitations: ['Winter only.'],
          ethicalConsiderations: [{ name: 'No personal data.' }],
        },
      },
    });
    expect(model.modelCard.quantitativeAnalysis.performanceMetrics).toEqual(
      expect.arrayContaining([
        { type: 'auc', value: '0.715328', slice: 'test' },
        { type: 'auc', value: '0.761', slice: 'train' },
        { type: 'precision', value: '0.5576', slice: 'test, class 1' },
      ]),
    );
    expect(data).toMatchObject({ type: 'data', hashes: [{ content: 'cd'.repeat(32) }] });
    expect(framework).toEqual({
      type: 'library',
      'bom-ref': 'framework',
      name: 'scikit-learn',
      version: '1.9.1',
      purl: 'pkg:pypi/scikit-learn@1.9.1',
    });
  });

  it('names owners of data sets where they are known', () => {
    const bom: any = buildMlBom(documentOf(richSubject), {
      datasetOwners: new Map([['resource:default/nycflights13', 'group:default/data']]),
    });
    expect(bom.components[1].data[0].governance).toEqual({
      owners: [{ organization: { name: 'group:default/data' } }],
    });
    expect(bom.components[2].data[0]).not.toHaveProperty('governance');
  });

  it.each([richSubject, minimalSubject])(
    'has each part once, and tells on what each rests',
    subject => {
      const bom = bomOf(documentOf(subject));
      const refs = [bom.metadata.component, ...bom.components].map((one: any) => one['bom-ref']);
      expect(new Set(refs).size).toBe(refs.length);
      expect(bom.dependencies.map((one: any) => one.ref)).toEqual(refs);
      expect(bom.dependencies[1].dependsOn ?? []).toEqual(refs.slice(2));
    },
  );

  it('is the same whenever it is made', () => {
    const make = () => JSON.stringify(buildMlBom(documentOf(richSubject, texts)));
    expect(make()).toBe(make());
  });
});

describe('serialNumber', () => {
  it('is a UUID of version 5, made by Python from the same name', () => {
    // python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, 'urn:mlops:risk@1#sha256:00'))"
    expect(serialNumber({ model: 'risk', version: 1, digest: 'sha256:00' })).toBe(
      'urn:uuid:716451b1-d00d-5f44-b745-2aaf6ebc728b',
    );
  });

  it('differs by model, version and digest', () => {
    const numbers = [
      { model: 'a', version: 1, digest: 'd' },
      { model: 'b', version: 1, digest: 'd' },
      { model: 'a', version: 2, digest: 'd' },
      { model: 'a', version: 1, digest: 'e' },
    ].map(serialNumber);
    expect(new Set(numbers).size).toBe(4);
  });
});

describe('frameworkComponent', () => {
  it.each([
    [{ name: 'PyTorch', version: '2.5.0+cpu' }, 'framework', 'pkg:pypi/torch@2.5.0%2Bcpu'],
    [{ name: 'xgboost', version: '2.1' }, 'library', undefined],
    [{ name: 'scikit-learn' }, 'library', undefined],
    [{ name: 'scikit-learn', version: '1 or 2' }, 'library', undefined],
  ])('of %j is a %s', (framework, type, purl) => {
    const component: any = frameworkComponent('framework', framework);
    expect(component.type).toBe(type);
    expect(component.purl).toBe(purl);
  });
});

describe('architectureFamily', () => {
  it.each([
    ['HistGradientBoostingClassifier', 'gradient boosting'],
    ['RandomForestClassifier', 'random forest'],
    ['LogisticRegression', 'linear model'],
    ['SVC', 'support vector machine'],
    ['ResNet-50', 'convolutional neural network'],
    ['secret sauce', undefined],
  ])('of %s is %s', (algorithm, family) => {
    expect(architectureFamily(algorithm)).toBe(family);
  });
});
