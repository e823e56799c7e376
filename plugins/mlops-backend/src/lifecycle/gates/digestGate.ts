import type { ArtifactCheck } from '../ArtifactVerifier';
import { failed, passed } from './Verdict';
import type { Verdict } from './Verdict';

/**
 * The stored artifact has to have the digest of the version still.
 *
 * @param check - what reading the artifact found; nothing where it takes too long to be read now
 */
export function digestGate(digest: string, check: ArtifactCheck | undefined): Verdict {
  if (!check) {
    return { state: 'deferred', message: 'The stored artifact is read when the version is moved' };
  }
  if (check.digest !== digest) {
    return failed('The digest changed while the artifact was read: try again');
  }
  return check.problem === undefined
    ? passed('The stored artifact has its digest')
    : failed(check.problem);
}
