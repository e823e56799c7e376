import { OutputReader } from './OutputReader';

const binary = 'binary-classification' as const;
const several = 'multiclass-classification' as const;

describe('OutputReader', () => {
  it('reads a classifier that says label and scores', () => {
    const reader = new OutputReader(binary, {
      label: 'label',
      scores: 'p',
      classes: ['no', 'yes'],
      positiveClass: 'yes',
    });
    const outputs = { label: 1, 'p[0]': 0.7, 'p[1]': 0.3 };
    expect(reader.classOf(outputs)).toBe('yes');
    expect(reader.scoreOf(outputs, 'yes')).toBe(0.3);
    expect(reader.scoreOf(outputs, 'no')).toBe(0.7);
    expect(reader.scoreOf(outputs, 'maybe')).toBeUndefined();
    expect(reader.scoreOf({ ...outputs, 'p[1]': null }, 'yes')).toBeUndefined();
  });

  it('takes the class with the highest score where there is no label', () => {
    const reader = new OutputReader(several, { scores: 'p', classes: ['a', 'b', 'c'] });
    expect(reader.classOf({ 'p[0]': 0.2, 'p[1]': 0.1, 'p[2]': 0.7 })).toBe('c');
    expect(reader.classOf({ 'p[0]': 0.2, 'p[1]': null, 'p[2]': 0.7 })).toBeUndefined();
    expect(reader.positive).toBeUndefined();
  });

  it('takes a single score for that of the positive class', () => {
    const reader = new OutputReader(binary, { scores: 'p' });
    expect(reader.positive).toBe('1');
    expect([reader.classOf({ p: 0.8 }), reader.classOf({ p: 0.2 })]).toEqual(['1', '0']);
    expect(reader.scoreOf({ p: 0.75 }, '0')).toBe(0.25);
  });

  it('reads the value of a regression, and no text or truth for one', () => {
    const reader = new OutputReader('regression', { value: 'y' });
    expect(reader.valueOf({ y: 1.5 })).toBe(1.5);
    expect([null, true, '', 'x'].map(y => reader.valueOf({ y }))).toEqual(
      new Array(4).fill(undefined),
    );
    expect(reader.classOf({ y: 1.5 })).toBeUndefined();
  });

  it.each([
    [binary, ['0', '1'], '1', '1'],
    [binary, ['0', '1'], '1.0', '1'],
    [binary, ['0', '1'], 'true', '1'],
    [binary, ['0', '1'], 'False', '0'],
    [binary, ['0', '1'], '2', undefined],
    [binary, ['0', '1'], ' ', undefined],
    [binary, ['no', 'yes'], '1', 'yes'],
    [binary, ['no', 'yes'], 'yes', 'yes'],
    [binary, ['no', 'yes'], '7', undefined],
    [several, ['a', 'b', 'c'], '2', 'c'],
    [several, ['a', 'b', 'c'], '1.5', undefined],
    [several, ['a', 'b', 'c'], 'true', undefined],
    [several, undefined, 'anything', 'anything'],
  ])('of %s with classes %j takes the label %j for %j', (problemType, classes, label, meant) => {
    const positiveClass = classes?.length === 2 ? classes[1] : undefined;
    expect(new OutputReader(problemType, { classes, positiveClass }).named(label)).toBe(meant);
  });
});
