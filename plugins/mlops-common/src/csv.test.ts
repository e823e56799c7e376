import fc from 'fast-check';
import { csvField, csvLine } from './csv';

/** Reads a line of RFC 4180 back, as a reader that knows nothing of how it was written. */
function fieldsOf(line: string): string[] {
  const fields = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') {
      isQuoted = !isQuoted;
    }
    if (character === ',' && !isQuoted) {
      fields.push('');
    } else {
      fields[fields.length - 1] += character;
    }
  }
  return fields.map(field => field.replace(/^"([^]*)"$/, '$1').replaceAll('""', '"'));
}

describe('csvField', () => {
  it.each([
    [undefined, ''],
    [0.1, '0.1'],
    [-3.5, '-3.5'],
    ['-3.5', '-3.5'],
    ['+1e-4', '+1e-4'],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+cmd', "'+cmd"],
    ['-cmd', "'-cmd"],
    ['-', "'-"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', "'\t=1"],
    ['-Infinity', "'-Infinity"],
    ['a=b', 'a=b'],
  ])('%j is written %j', (value, field) => {
    expect(csvField(value)).toBe(field);
  });

  it('is read back as it was, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), values => {
        const read = fieldsOf(values.map(csvField).join(','));
        expect(read.map((text, i) => (text === values[i] ? text : text.slice(1)))).toEqual(values);
      }),
    );
  });
});

describe('csvLine', () => {
  it('ends as RFC 4180 wants it', () => {
    expect(csvLine(['a,b', undefined, 3])).toBe('"a,b",,3\r\n');
  });
});
