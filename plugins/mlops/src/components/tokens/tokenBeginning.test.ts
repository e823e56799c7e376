import { tokenBeginning } from './tokenBeginning';

const SECRET = `mlops_${'aB3-_'.repeat(8)}xyz`;

describe('tokenBeginning', () => {
  it('keeps the first 16 characters of a whole secret and says so', () => {
    expect(tokenBeginning(SECRET)).toEqual({
      text: 'mlops_aB3-_aB3-_',
      isCut: true,
      prefix: 'mlops_aB3-_aB3-_',
    });
  });

  it.each([`Authorization: Bearer ${SECRET}`, `  ${SECRET}\n`, `TOKEN='${SECRET}' run`])(
    'finds it in %j',
    pasted => {
      expect(tokenBeginning(pasted).prefix).toBe('mlops_aB3-_aB3-_');
    },
  );

  it('waits until the beginning tells enough', () => {
    expect(tokenBeginning('mlops_a')).toEqual({ text: 'mlops_a', isCut: false, prefix: undefined });
    expect(tokenBeginning('mlops_aB').prefix).toBe('mlops_aB');
  });

  it('cuts what is no token too', () => {
    expect(tokenBeginning('ghp_0123456789abcdefghij')).toEqual({
      text: 'ghp_0123456789ab',
      isCut: true,
      prefix: undefined,
    });
  });
});
