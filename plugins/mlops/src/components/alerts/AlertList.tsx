import { Button } from '@backstage/ui';
import type { AlertState } from '@mlops-backstage/plugin-mlops-common';
import { useSearchParams } from 'react-router-dom';
import { formatCount } from '../../format/numbers';
import { useAlertPage } from '../../queries/alerts';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { useCursorPages } from '../shared/useCursorPages';
import { AlertItem } from './AlertItem';
import { ALERT_STATES, withAlertFilters, type AlertFilters } from './alertListState';
import styles from './Alerts.module.css';

interface AlertListProps {
  filters: AlertFilters;
  state: AlertState;
}

const PAGE_SIZE = 25;

/** The alerts in a state, newest first. */
export function AlertList({ filters: { severity, model }, state }: AlertListProps) {
  const pages = useCursorPages(`${state}Cursor`);
  const page = useAlertPage({
    state: [state],
    ...(severity.length > 0 && { severity }),
    model,
    limit: PAGE_SIZE,
    cursor: pages.cursor,
  });
  const total = page.data?.totalItems;
  const isNarrowed = severity.length > 0 || model !== undefined;
  return (
    <Section
      title={
        total === undefined ? ALERT_STATES[state] : `${ALERT_STATES[state]} (${formatCount(total)})`
      }
    >
      <Answer query={page} what="the alerts">
        {({ items }) =>
          items.length === 0 ? (
            <NoAlerts state={state} isNarrowed={isNarrowed} />
          ) : (
            <ul className={styles.alerts} aria-busy={page.isPlaceholderData}>
              {items.map(alert => (
                <AlertItem key={alert.id} alert={alert} />
              ))}
            </ul>
          )
        }
      </Answer>
      <CursorPagination
        pages={pages}
        pageSize={PAGE_SIZE}
        page={page.data}
        isStale={page.isPlaceholderData}
      />
    </Section>
  );
}

const EMPTY: Record<AlertState, { title: string; next: string }> = {
  open: {
    title: 'No open alerts',
    next: 'The alert rules of each model raise them (tab “Governance”), people do from the menu of a model, and monitors through the API: POST /models/…/alerts.',
  },
  acknowledged: {
    title: 'Nobody is at work on an alert',
    next: 'An alert stands here once somebody has acknowledged it, until it is resolved.',
  },
  resolved: {
    title: 'No resolved alerts',
    next: 'An alert stands here once somebody has resolved it.',
  },
};

function NoAlerts({ state, isNarrowed }: { state: AlertState; isNarrowed: boolean }) {
  const [, setSearch] = useSearchParams();
  const { title, next } = EMPTY[state];
  return isNarrowed ? (
    <EmptyState
      title="No alert matches"
      actions={
        <Button
          variant="secondary"
          onPress={() =>
            setSearch(present => withAlertFilters(present, { severity: [], model: undefined }))
          }
        >
          Clear the filters
        </Button>
      }
    >
      None in this state fits the filters.
    </EmptyState>
  ) : (
    <EmptyState title={title}>{next}</EmptyState>
  );
}
