/**
 * The workers, by number, that have a session of an artifact, by its digest. Artifacts that aren't named have one in each
 * worker; the other workers pass requests for those that are to one of theirs.
 */
export type Placement = ReadonlyMap<string, readonly number[]>;
