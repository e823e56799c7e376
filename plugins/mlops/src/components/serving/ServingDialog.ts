/** What is being done to the versions that serve. */
export type ServingDialog =
  | { kind: 'canary'; version?: number }
  | { kind: 'make-champion' }
  | { kind: 'remove-canary' }
  | { kind: 'challenger' }
  | { kind: 'remove-challenger'; version: number };
