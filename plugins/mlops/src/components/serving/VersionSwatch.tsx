import { versionColour } from '../charts/palette';
import type { ServingRole } from './servedVersions';

/** The stroke that a version has in charts: solid where it answers, dashed where it only gets copies. */
export function VersionSwatch({ version, role }: { version: number; role: ServingRole }) {
  return (
    <svg width="20" height="8" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1="0"
        x2="20"
        y1="4"
        y2="4"
        stroke={versionColour(version)}
        strokeWidth="3"
        strokeDasharray={role === 'challenger' ? '5 3' : undefined}
      />
    </svg>
  );
}
