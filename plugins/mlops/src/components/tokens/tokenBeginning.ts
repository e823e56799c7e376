/** As much of a secret is kept and asked for by: the whole of it never leaves the page. */
export const LONGEST_BEGINNING = 16;
const SECRET = /mlops_[A-Za-z0-9_-]*/;
const BEGINNING = /^mlops_[A-Za-z0-9_-]{2,10}$/;

export interface TokenBeginning {
  /** What the field keeps of what was typed or pasted. */
  text: string;
  /** Whether there was more, which is gone. */
  isCut: boolean;
  /** What can be asked for by; undefined while it is too short, or no token's beginning. */
  prefix: string | undefined;
}

/** The beginning of a secret, out of what somebody pastes: the secret, or a line of a log or a program with it. */
export function tokenBeginning(pasted: string): TokenBeginning {
  const found = SECRET.exec(pasted)?.[0] ?? pasted.trim();
  const text = found.slice(0, LONGEST_BEGINNING);
  return {
    text,
    isCut: found.length > LONGEST_BEGINNING,
    prefix: BEGINNING.test(text) ? text : undefined,
  };
}
