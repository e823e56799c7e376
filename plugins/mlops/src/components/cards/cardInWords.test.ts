import type { CardSection } from '@mlops-backstage/plugin-mlops-common';
import { completenessInWords, isLacking, stateInWords, titlesOf } from './cardInWords';

const section = (given: Partial<CardSection>): CardSection => ({
  id: 'intended-use',
  title: 'Intended use',
  generated: '',
  written: '',
  needsPerson: true,
  ...given,
});

describe('a card in words', () => {
  it('says how many of the sections that need a person are written', () => {
    const sections = [
      section({ written: 'For planners.' }),
      section({ written: ' \n' }),
      section({ needsPerson: false, written: 'More.' }),
    ];
    expect(completenessInWords({ sections })).toBe(
      '1 of 2 sections that need a person are written',
    );
    expect(completenessInWords({ sections: [] })).toBe('No section needs a person');
  });

  it('says where the words of a section come from', () => {
    expect(stateInWords(section({ written: 'a', carriedOverFrom: 2 }))).toBe(
      'Carried over from version 2',
    );
    expect(stateInWords(section({ written: 'a' }))).toBe('Written');
    expect(stateInWords(section({}))).toBe('Not written yet: needs a person');
    expect(stateInWords(section({ needsPerson: false }))).toBe('Nothing added');
    expect(isLacking(section({}))).toBe(true);
    expect(isLacking(section({ needsPerson: false }))).toBe(false);
  });

  it('names sections in the order of the card', () => {
    const sections = [section({}), section({ id: 'factors', title: 'Factors' })];
    expect(titlesOf(['factors', 'intended-use'], { sections })).toEqual([
      'Intended use',
      'Factors',
    ]);
  });
});
