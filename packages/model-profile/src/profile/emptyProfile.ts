import { ProfileSchema } from '../schema/ProfileSchema';
import { Profile } from './Profile';
import { Profiler } from './Profiler';

/** The profile of no rows, the identity of mergeProfiles. */
export function emptyProfile(schema: ProfileSchema): Profile {
  return new Profiler(schema).take();
}
