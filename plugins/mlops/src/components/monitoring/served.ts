export const ROLES = ['answering', 'champion', 'canary', 'challenger'] as const;

export type ServedRole = (typeof ROLES)[number];

/** Whose answers the page shows: of a role, which is champion and canary where none is named, and of a version. */
export interface Served {
  role?: ServedRole;
  version?: number;
}

/** Reads it from the URL; what is not understood is left out. */
export function servedFromSearch(search: URLSearchParams): Served {
  const role = ROLES.find(one => one === search.get('role'));
  const version = Number(search.get('version'));
  return {
    ...(role && role !== 'answering' && { role }),
    ...(Number.isInteger(version) && version > 0 && { version }),
  };
}

/** Writes it into the URL, the defaults left out. The cell that was looked at is of others. */
export function servedToSearch({ role, version }: Served, search: URLSearchParams) {
  const next = new URLSearchParams(search);
  next.delete('cell');
  next.delete('role');
  next.delete('version');
  if (role && role !== 'answering') {
    next.set('role', role);
  }
  if (version !== undefined) {
    next.set('version', String(version));
  }
  return next;
}
