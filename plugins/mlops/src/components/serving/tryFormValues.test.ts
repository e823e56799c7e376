import type { TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { fieldValues, parseFields } from './tryFormValues';

const input = (datatype: TensorSignature['datatype'], shape = [-1, 1]): TensorSignature => ({
  name: 'x',
  datatype,
  shape,
});
const parse = (tensor: TensorSignature, value: string | boolean) => {
  const { row, problems } = parseFields([tensor], { x: value });
  return problems.x ?? row.x;
};

describe('tryFormValues', () => {
  it('reads each datatype', () => {
    expect(parse(input('FP32'), ' 39.02 ')).toBe(39.02);
    expect(parse(input('INT64'), '-7')).toBe(-7);
    expect(parse(input('BYTES'), ' UA ')).toBe(' UA ');
    expect(parse(input('BOOL'), true)).toBe(true);
    expect(parse(input('UINT8', [-1, 2, 2]), '[[1, 2], [3, 4]]')).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes an empty field for missing, for floating-point numbers only', () => {
    expect(parse(input('FP64'), '')).toBeNull();
    expect(parse(input('INT64'), '')).toBe('A whole number');
    expect(parse(input('BYTES'), '')).toBe('');
  });

  it.each([
    [input('FP32'), 'abc', 'A number, or empty for a missing value'],
    [input('INT8'), '128', 'INT8 holds -128 to 127'],
    [input('UINT8'), '-1', 'UINT8 holds 0 to 255'],
    [input('INT32'), '1.5', 'A whole number'],
    [input('INT64'), '9007199254740993', 'Beyond the whole numbers that JSON carries exactly'],
    [input('FP32', [-1, 4]), '[1, 2]', '4 values; here are 2'],
    [input('FP32', [-1, 4]), '1, 2', 'A JSON list, such as [1, 2, 3]'],
  ])('says what is wrong with %j', (tensor, text, problem) => {
    expect(parse(tensor, text)).toBe(problem);
  });

  it('fills the fields from a sample', () => {
    const inputs = [
      { ...input('FP32'), name: 'temp' },
      { ...input('BOOL'), name: 'holiday' },
      { ...input('FP32', [-1, 2]), name: 'pair' },
    ];
    expect(fieldValues(inputs, { temp: null, holiday: true, pair: [1, 2] })).toEqual({
      temp: '',
      holiday: true,
      pair: '[1,2]',
    });
  });
});
