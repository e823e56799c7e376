import { Button, Container, Select } from '@backstage/ui';
import type { AlertSeverity, AlertState } from '@mlops-backstage/plugin-mlops-common';
import { useSearchParams } from 'react-router-dom';
import { isModelName } from '../shared/modelName';
import { Stack } from '../shared/Section';
import { AlertRulesSection } from './AlertRulesSection';
import { SelectedAlert } from './SelectedAlert';
import { SEVERITIES, severityName } from '../shared/SeverityWord';
import { TextFilter } from '../shared/TextFilter';
import { useModel } from '../../queries/models';
import { AlertList } from './AlertList';
import {
  ALERT_STATES,
  alertFiltersFrom,
  alertIdFrom,
  isFiltered,
  withAlertFilters,
  type AlertFilters,
} from './alertListState';
import styles from './Alerts.module.css';

const NOT_RESOLVED = 'not-resolved';
const SEVERITY_OPTIONS = SEVERITIES.map(id => ({ id, label: severityName(id) }));
const STATE_OPTIONS = [
  { id: NOT_RESOLVED, label: 'Not resolved' },
  ...Object.entries(ALERT_STATES).map(([id, label]) => ({ id, label })),
];

/** What is wrong with the models that the signed-in person may see. */
export function AlertsPage() {
  const [search] = useSearchParams();
  const filters = alertFiltersFrom(search);
  const id = alertIdFrom(search);
  return (
    <Container className={styles.page}>
      <Stack>
        {id !== undefined && <SelectedAlert id={id} />}
        <Filters filters={filters} />
        {filters.state === undefined ? (
          <>
            <AlertList filters={filters} state="open" />
            <AlertList filters={filters} state="acknowledged" />
          </>
        ) : (
          <AlertList filters={filters} state={filters.state} />
        )}
        {filters.model !== undefined && <RulesOfModel name={filters.model} />}
      </Stack>
    </Container>
  );
}

/** The rules of the model that the alerts are narrowed down to. */
function RulesOfModel({ name }: { name: string }) {
  const model = useModel(name);
  return model.data ? <AlertRulesSection model={model.data} /> : null;
}

function Filters({ filters }: { filters: AlertFilters }) {
  const [, setSearch] = useSearchParams();
  const change = (next: Partial<AlertFilters>) =>
    setSearch(present => withAlertFilters(present, next), { replace: true });
  return (
    <div className={styles.filters} role="search" aria-label="Filter alerts">
      <Select
        label="Severity"
        placeholder="Any"
        selectionMode="multiple"
        options={SEVERITY_OPTIONS}
        value={filters.severity}
        onChange={keys => change({ severity: [...keys] as AlertSeverity[] })}
      />
      <Select
        label="State"
        options={STATE_OPTIONS}
        value={filters.state ?? NOT_RESOLVED}
        onChange={key =>
          change({
            state: key === null || key === NOT_RESOLVED ? undefined : (key as AlertState),
          })
        }
      />
      <TextFilter
        label="Model"
        placeholder="flight-delay-risk"
        problem="Lower-case letters and digits, joined by “-”, “_” or “.”"
        value={filters.model}
        isValid={isModelName}
        onChange={model => change({ model })}
      />
      <Button
        variant="tertiary"
        isDisabled={!isFiltered(filters)}
        onPress={() => change({ severity: [], state: undefined, model: undefined })}
      >
        Clear all
      </Button>
    </div>
  );
}
