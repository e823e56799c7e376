import { parseLabelsCsv, parseLabelsTable, storedLabels } from './parseLabels';

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
    ['a key and an id', 'predictionId,key,label\na,b,7\n', /header/],
    ['a key and a row', 'key,row,label\na,0,7\n', /header/],
    ['neither key nor id', 'label\n7\n', /header/],
    ['a missing key', 'key,label\n,7\n', /Line 2: key/],
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

describe('labels as a table', () => {
  it('are read as CSV is, whatever types the columns have', () => {
    const table = {
      rows: 2,
      columns: [
        { name: 'label', values: Float64Array.of(1, 0.5) },
        { name: 'key', values: [12n, 'b'] },
      ],
    };
    expect(parseLabelsTable(table)).toEqual([
      { key: '12', label: '1' },
      { key: 'b', label: '0.5' },
    ]);
  });

  it.each<[string, Array<string | null>, RegExp]>([
    ['a missing label', ['1', null], /Row 2: label/],
    ['too much', Array(20_001).fill('1'), /20001 labels/],
  ])('are refused with %s', (_, values, message) => {
    const columns = [
      { name: 'key', values },
      { name: 'label', values },
    ].map(column =>
      column.name === 'key' ? { ...column, values: values.map(() => 'a') } : column,
    );
    expect(() => parseLabelsTable({ rows: values.length, columns })).toThrow(message);
  });
});

describe('labels', () => {
  it('count once for each row and key, the last as given', () => {
    expect(
      storedLabels([
        { predictionId: 'a', label: 0 },
        { predictionId: 'a', row: 1, label: true },
        { predictionId: 'a', row: 0, label: 2.5 },
        { key: 7, label: 'x' },
        { key: '7', label: 'y' },
      ]),
    ).toEqual({
      byId: [
        { predictionId: 'a', row: 0, label: '2.5' },
        { predictionId: 'a', row: 1, label: 'true' },
      ],
      byKey: [{ key: '7', label: 'y' }],
    });
  });

  it.each([
    [{ label: 1 }, /labels\[0\].*predictionId or a key/],
    [{ predictionId: 'a', key: 'b', label: 1 }, /not both/],
    [{ key: 'b', row: 1, label: 1 }, /no row/],
  ])('are refused that are of nothing, or of two things: %j', (label, message) => {
    expect(() => storedLabels([label])).toThrow(message);
  });
});
