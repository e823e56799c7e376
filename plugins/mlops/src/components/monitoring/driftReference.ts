import { validDay } from './timeWindow';

/** What traffic is compared with. Days (`2013-04-01`), both included, in UTC. */
export type DriftReference = { kind: 'training' } | { kind: 'window'; from?: string; to?: string };

const DAY_MS = 86_400_000;

/** Reads it from the URL. */
export function referenceFromSearch(search: URLSearchParams): DriftReference {
  return search.get('reference') === 'window'
    ? {
        kind: 'window',
        from: validDay(search.get('refFrom')),
        to: validDay(search.get('refTo')),
      }
    : { kind: 'training' };
}

/** Writes it into the URL, the default left out. */
export function referenceToSearch(reference: DriftReference, search: URLSearchParams) {
  const next = new URLSearchParams(search);
  for (const name of ['reference', 'refFrom', 'refTo']) {
    next.delete(name);
  }
  if (reference.kind === 'window') {
    next.set('reference', 'window');
    if (reference.from) {
      next.set('refFrom', reference.from);
    }
    if (reference.to) {
      next.set('refTo', reference.to);
    }
  }
  return next;
}

/** As the backend is asked; the training data while a span of time isn't given whole. */
export function referenceQuery(reference: DriftReference) {
  if (reference.kind === 'training' || !isWhole(reference)) {
    return {};
  }
  const end = Date.parse(`${reference.to}T00:00:00Z`) + DAY_MS;
  return {
    reference: 'window' as const,
    referenceFrom: `${reference.from}T00:00:00.000Z`,
    referenceTo: new Date(end).toISOString(),
  };
}

/** Whether both days are there, in their order. */
export function isWhole(reference: DriftReference): boolean {
  return (
    reference.kind === 'training' ||
    (reference.from !== undefined && reference.to !== undefined && reference.from <= reference.to)
  );
}
