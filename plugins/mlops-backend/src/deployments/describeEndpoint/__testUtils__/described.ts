import type { Signature, Version } from '@mlops-backstage/plugin-mlops-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { describeEndpoint } from '../describeEndpoint';
import type { Endpoint } from '../Endpoint';

export const aVersion = (
  signature: Signature,
  sampleInputs?: Version['sampleInputs'],
): Version => ({
  model: 'risk',
  version: 3,
  stage: 'None',
  aliases: [],
  format: 'onnx',
  digest: `sha256:${'0'.repeat(64)}`,
  servable: true,
  description: '',
  notes: '',
  tags: [],
  parameters: {},
  datasets: [],
  signature,
  prediction: {},
  unservableOutputs: [],
  sampleInputs,
  hasReference: false,
  metrics: {},
  createdAt: '2026-01-02T03:04:05.000Z',
  createdBy: 'user:default/guest',
});

/** The text of an endpoint `e` of the embedded server, unless said otherwise, that anybody may ask. */
export const described = (version: Version, change: Partial<Endpoint> = {}): any =>
  describeEndpoint({
    deployment: 'e',
    model: 'risk',
    version,
    inferUrl: 'http://localhost:7008/v2/models/e/infer',
    needsToken: false,
    takesRoutingKey: true,
    takesEventTime: false,
    hasExtensions: true,
    ...change,
  });

/** Checks a value against a schema of a document. */
export function validatorOf(document: any, schema: string) {
  const ajv = new Ajv2020({ strictSchema: true, allowUnionTypes: true });
  addFormats(ajv);
  ajv.addVocabulary(['example', 'components']);
  return ajv.compile({
    ...document.components.schemas[schema],
    components: document.components,
  });
}

/** The body of the infer operation as examples show it. */
export const contentOf = (document: any) =>
  document.paths['/v2/models/e/infer'].post.requestBody.content;

export const exampleOf = (document: any) =>
  contentOf(document)['application/json'].examples.tensors.value;
