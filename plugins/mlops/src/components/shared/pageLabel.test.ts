import { labelOfPage, pageLabel } from './pageLabel';

describe('pageLabel', () => {
  it('tells which part of the list is shown', () => {
    expect(pageLabel(25, 0, { value: 10_000, isExact: false })).toBe('1 – 25 of more than 10,000');
    expect(pageLabel(7, 1_000, { value: 1_007, isExact: true })).toBe('1,001 – 1,007 of 1,007');
  });

  it('leaves out what isn’t known, and says nothing of an empty page', () => {
    expect(pageLabel(25, 25, undefined)).toBe('26 – 50');
    expect(pageLabel(0, 0, { value: 0, isExact: true })).toBe('');
  });
});

describe('labelOfPage', () => {
  it('counts the items of a page, once it is there', () => {
    expect(labelOfPage({ items: ['a', 'b'], totalItems: 12 }, 10)).toBe('11 – 12 of 12');
    expect(labelOfPage({ items: ['a', 'b'] }, 0)).toBe('1 – 2');
    expect(labelOfPage(undefined, 0)).toBe('');
  });
});
