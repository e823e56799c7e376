import { registrationMetadata, registrationProblems, type RegistrationForm } from './registration';

const form: RegistrationForm = {
  name: 'flight-delay-risk',
  owner: 'group:default/flight-operations',
  problemType: 'binary-classification',
  description: ' ',
  artifact: new File(['x'], 'model.onnx'),
};

describe('registration', () => {
  it('sends a complete form', () => {
    expect(registrationProblems(form)).toEqual({});
    expect(registrationMetadata(form)).toEqual({
      name: 'flight-delay-risk',
      owner: 'group:default/flight-operations',
      problemType: 'binary-classification',
    });
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
});
