import { formatCount } from '../../format/numbers';

/** What may stand in a field for a number. */
export interface NumberRule {
  least: number;
  most: number;
  isWhole?: boolean;
  /** Whether an empty field is a mistake; else it means that there is no limit. */
  isRequired?: boolean;
}

/** A number as it was typed: nothing for an empty field, or what is wrong with it. */
export interface TypedNumber {
  value?: number;
  problem?: string;
}

const NUMBER = /^\d+(\.\d+)?$/;

/** Reads the text of a field for a number. */
export function readNumber(text: string, rule: NumberRule): TypedNumber {
  const { least, most, isWhole, isRequired } = rule;
  const typed = text.trim();
  const orNothing = isRequired ? '' : ', or nothing for no limit';
  if (typed === '') {
    return isRequired ? { problem: 'A number is needed here' } : {};
  }
  const value = NUMBER.test(typed) ? Number(typed) : NaN;
  if (Number.isNaN(value)) {
    return { problem: `A number such as ${Math.max(20, least)}${orNothing}` };
  }
  if (isWhole && !Number.isInteger(value)) {
    return { problem: `A whole number${orNothing}` };
  }
  return value < least || value > most
    ? { problem: `From ${least} to ${formatCount(most)}${orNothing}` }
    : { value };
}

/** The text of a field that holds a number; to six decimals, as percentages of fractions come out. */
export const numberText = (value: number | undefined): string =>
  value === undefined ? '' : String(Number(value.toFixed(6)));
