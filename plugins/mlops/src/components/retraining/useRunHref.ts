import { useCallback } from 'react';
import { useEntityHref } from '../shared/EntityLink';

/**
 * Where a training is told in full, by its id: on the tab “Retraining” of its model.
 *
 * @param entityRef - the entity of the model; without one there is no page to lead to
 */
export function useRunHref(entityRef: string | undefined): (run: string) => string | undefined {
  const hrefOf = useEntityHref();
  const page = entityRef && hrefOf(entityRef);
  return useCallback(run => page && `${page}/retraining?run=${encodeURIComponent(run)}`, [page]);
}
