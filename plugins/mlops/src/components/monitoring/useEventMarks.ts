import type { Deployment, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { useMemo } from 'react';
import { useAlertPage } from '../../queries/alerts';
import { alertMarks, gapMarks } from './eventMarks';
import type { RevisionMark } from './revisionMarks';
import { useRevisionMarks } from './useRevisionMarks';

/** As many as one page of the contract holds: the newest ones. */
const NEWEST = 100;

const NO_GAPS: Traffic['gaps'] = [];

/** What happened to a deployment, as marks on the time axis; what isn't known yet is left out. */
export function useEventMarks(
  deployment: Deployment,
  gaps: Traffic['gaps'] = NO_GAPS,
): RevisionMark[] {
  const revisions = useRevisionMarks(deployment);
  const { data } = useAlertPage({ model: deployment.model, limit: NEWEST });
  return useMemo(
    () =>
      [...revisions, ...alertMarks(data?.items ?? [], deployment.name), ...gapMarks(gaps)].sort(
        (a, b) => a.at - b.at,
      ),
    [revisions, data, deployment.name, gaps],
  );
}
