import { useState } from 'react';
import { NumberTextField } from '../shared/NumberTextField';
import { numberText, readNumber, type TypedNumber } from '../shared/readNumber';
import { LIMIT_RULES, type TokenLimits } from './tokenLimits';

/** What the fields of a token's limits hold. */
export interface LimitForm {
  texts: Record<keyof TokenLimits, string>;
  typed: Record<keyof TokenLimits, TypedNumber>;
  /** The limits; undefined while a field can't be read. */
  limits: TokenLimits | undefined;
  setText(field: keyof TokenLimits, text: string): void;
}

/** The state of the fields, which begin with the present limits. */
export function useLimitForm(present: TokenLimits = {}): LimitForm {
  const [texts, setTexts] = useState({
    requestsPerSecond: numberText(present.requestsPerSecond),
    maxConcurrentRequests: numberText(present.maxConcurrentRequests),
  });
  const typed = {
    requestsPerSecond: readNumber(texts.requestsPerSecond, LIMIT_RULES.requestsPerSecond),
    maxConcurrentRequests: readNumber(
      texts.maxConcurrentRequests,
      LIMIT_RULES.maxConcurrentRequests,
    ),
  };
  const isReadable = Object.values(typed).every(({ problem }) => problem === undefined);
  return {
    texts,
    typed,
    limits: isReadable
      ? {
          requestsPerSecond: typed.requestsPerSecond.value,
          maxConcurrentRequests: typed.maxConcurrentRequests.value,
        }
      : undefined,
    setText: (field, text) => setTexts(before => ({ ...before, [field]: text })),
  };
}

const FIELDS: ReadonlyArray<[keyof TokenLimits, label: string, description: string]> = [
  [
    'requestsPerSecond',
    'Requests per second',
    'On average, on each replica of the portal. Empty: no limit.',
  ],
  [
    'maxConcurrentRequests',
    'Requests at a time',
    'Under way at once, on each replica of the portal. Empty: no limit.',
  ],
];

/** How much a token may ask; empty for no limit. */
export function LimitFields({ form }: { form: LimitForm }) {
  return (
    <>
      {FIELDS.map(([field, label, description]) => (
        <NumberTextField
          key={field}
          label={label}
          description={description}
          text={form.texts[field]}
          typed={form.typed[field]}
          onChange={text => form.setText(field, text)}
        />
      ))}
    </>
  );
}
