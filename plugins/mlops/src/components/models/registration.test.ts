import { ResponseError } from '@backstage/errors';
import {
  emptyRegistration,
  refusedPart,
  registrationMetadata,
  registrationProblems,
  type RegistrationForm,
} from './registration';

const HEX = 'ab'.repeat(32);

const form: RegistrationForm = {
  ...emptyRegistration,
  name: 'flight-delay-risk',
  owner: 'group:default/flight-operations',
  description: ' ',
  artifact: new File(['x'], 'model.onnx'),
};
const described = {
  name: 'flight-delay-risk',
  owner: 'group:default/flight-operations',
  problemType: 'binary-classification',
};

describe('registration', () => {
  it('sends a complete form', () => {
    expect(registrationProblems(form)).toEqual({});
    expect(registrationMetadata(form)).toEqual(described);
  });

  it.each(['', 'Flight', 'a--b', '-a', 'a b', 'a'.repeat(64)])('refuses the name "%s"', name => {
    expect(registrationProblems({ ...form, name })).toHaveProperty('name');
  });

  it('names each field that is missing or of the wrong kind', () => {
    const empty = { ...form, owner: '', artifact: undefined, reference: new File([''], 'a.xlsx') };
    expect(Object.keys(registrationProblems(empty))).toEqual(['owner', 'artifact', 'reference']);
    const wrong = { ...form, artifact: new File([''], 'model.pkl') };
    expect(registrationProblems(wrong).artifact).toBe('model.pkl is not an .onnx file');
  });

  it('reads tags and a system', () => {
    const tagged = { ...form, tags: 'aviation, delay  aviation', system: 'system:default/flights' };
    expect(registrationProblems(tagged)).toEqual({});
    expect(registrationMetadata(tagged)).toEqual({
      ...described,
      tags: ['aviation', 'delay'],
      system: 'system:default/flights',
    });
    expect(registrationProblems({ ...form, tags: 'fine Not_so' }).tags).toMatch('Not_so');
  });

  it('names a file to fetch by its URL', () => {
    const fetched: RegistrationForm = { ...form, place: 'url', url: ' s3://models/a/model.onnx ' };
    expect(registrationProblems(fetched)).toEqual({});
    expect(registrationMetadata(fetched).version).toEqual({
      artifact: { url: 's3://models/a/model.onnx' },
    });
    const wrong = { ...fetched, url: 'model.onnx', referenceUrl: 'ftp://host/data.csv' };
    expect(Object.keys(registrationProblems(wrong))).toEqual(['url', 'referenceUrl']);
  });

  it('describes an artifact that is not stored', () => {
    const outside: RegistrationForm = {
      ...form,
      place: 'outside',
      format: 'pickle',
      uri: 's3://models/a.pkl',
      digest: HEX.toUpperCase(),
      sizeBytes: '1200',
    };
    expect(registrationProblems(outside)).toEqual({});
    expect(registrationMetadata(outside).version).toEqual({
      artifact: {
        format: 'pickle',
        uri: 's3://models/a.pkl',
        digest: `sha256:${HEX}`,
        sizeBytes: 1200,
      },
    });
    const wrong = { ...outside, uri: '', digest: '', sizeBytes: '1.2 MB' };
    expect(Object.keys(registrationProblems(wrong))).toEqual(['uri', 'digest', 'sizeBytes']);
  });

  it('takes the digest of a container image from its URI', () => {
    const image: RegistrationForm = {
      ...form,
      place: 'outside',
      format: 'container-image',
      uri: `registry.test/model@sha256:${HEX}`,
    };
    expect(registrationProblems(image)).toEqual({});
    expect(registrationProblems({ ...image, uri: 'registry.test/model:1' })).toHaveProperty(
      'digest',
    );
  });

  it('needs no artifact for a model without a version', () => {
    const none: RegistrationForm = { ...form, place: 'none', artifact: undefined };
    expect(registrationProblems(none)).toEqual({});
    expect(registrationMetadata(none)).toEqual(described);
  });

  it.each([
    [409, 'name'],
    [400, 'artifact'],
    [413, 'artifact'],
    [403, 'form'],
    [503, 'form'],
  ])('a refusal with status %d concerns the %s', async (status, part) => {
    const response = new Response('{}', { status });
    const error = await ResponseError.fromResponse(response as never);
    expect(refusedPart(error)).toBe(part);
    expect(refusedPart(new Error('no network'))).toBe('form');
  });
});
