import type { Deployment, Model, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { useMemo } from 'react';
import { useAlertPage } from '../../queries/alerts';
import { useRetrainingRuns } from '../../queries/retraining';
import { useRunHref } from '../retraining/useRunHref';
import { alertMarks, gapMarks, runMarks } from './eventMarks';
import type { RevisionMark } from './revisionMarks';
import { useRevisionMarks } from './useRevisionMarks';

/** As many as one page of the contract holds: the newest ones. */
const NEWEST = 100;

const NO_GAPS: Traffic['gaps'] = [];

/** What happened to a deployment, as marks on the time axis; what isn't known yet is left out. */
export function useEventMarks(
  { entityRef }: Pick<Model, 'entityRef'>,
  deployment: Deployment,
  gaps: Traffic['gaps'] = NO_GAPS,
): RevisionMark[] {
  const { name, model } = deployment;
  const revisions = useRevisionMarks(deployment);
  const alerts = useAlertPage({ model, limit: NEWEST }).data?.items;
  const runs = useRetrainingRuns(model, { limit: NEWEST }).data?.items;
  const runHref = useRunHref(entityRef);
  return useMemo(
    () =>
      [
        ...revisions,
        ...alertMarks(alerts ?? [], name),
        ...runMarks(runs ?? [], name, runHref),
        ...gapMarks(gaps),
      ].sort((a, b) => a.at - b.at),
    [revisions, alerts, runs, name, runHref, gaps],
  );
}
