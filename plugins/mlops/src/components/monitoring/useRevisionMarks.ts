import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { useMemo } from 'react';
import { useRevisionPage } from '../../queries/deployments';
import { revisionMarks, type RevisionMark } from './revisionMarks';

/** As many as one page of the contract holds: the newest ones. */
const NEWEST = 100;

/** The revisions of a deployment as marks on the time axis; none while they aren't known. */
export function useRevisionMarks({ name, revision }: Deployment): RevisionMark[] {
  const { data } = useRevisionPage(name, revision, undefined, NEWEST);
  return useMemo(() => revisionMarks(data?.items ?? []), [data]);
}
