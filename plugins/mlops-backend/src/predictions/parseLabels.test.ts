import { parseLabelsCsv, storedLabels } from './parseLabels';

describe('labels as CSV', () => {
  it('are read by the names of their columns', () => {
    expect(parseLabelsCsv('predictionId,label\na,1\nb,"late, very"\n')).toEqual([
      { predictionId: 'a', label: '1' },
      { predictionId: 'b', label: 'late, very' },
    ]);
    expect(parseLabelsCsv('\ufefflabel,row,predictionId\r\n1.5, 3 ,a\r\n0,,b\r\n')).toEqual([
      { predictionId: 'a', row: 3, label: '1.5' },
      { predictionId: 'b', label: '0' },
    ]);
  });

  it.each([
    ['nothing', '', /empty/],
    ['no header', 'a,1\nb,0\n', /header/],
    ['a feature', 'predictionId,label,age\na,1,7\n', /header/],
    ['a column twice', 'predictionId,label,label\na,1,0\n', /header/],
    ['a header alone', 'predictionId,label\n', /no labels/],
    ['a missing label', 'predictionId,label\na,1\nb,\n', /Line 3: label/],
    ['a missing id', 'predictionId,label\n,1\n', /Line 2: predictionId/],
    ['a long label', `predictionId,label\na,${'x'.repeat(201)}\n`, /Line 2: label .* has 201/],
    ['a row that is none', 'predictionId,row,label\na,-1,1\n', /Line 2: row/],
    ['a row too many', 'predictionId,row,label\na,2147483648,1\n', /Line 2: row/],
    ['a short line', 'predictionId,label\na\n', /malformed CSV/],
    ['an open quote', 'predictionId,label\n"a,1\n', /malformed CSV/],
    ['too much', `predictionId,label\n${'a,1\n'.repeat(20_001)}`, /20001 labels/],
  ])('are refused with %s', (_, text, message) => {
    expect(() => parseLabelsCsv(text)).toThrow(
      expect.objectContaining({ name: 'InputError', message: expect.stringMatching(message) }),
    );
  });
});

it('of labels of one row the last counts', () => {
  expect(
    storedLabels([
      { predictionId: 'a', label: 0 },
      { predictionId: 'a', row: 1, label: true },
      { predictionId: 'a', row: 0, label: 2.5 },
    ]),
  ).toEqual([
    { predictionId: 'a', row: 0, label: '2.5' },
    { predictionId: 'a', row: 1, label: 'true' },
  ]);
});
