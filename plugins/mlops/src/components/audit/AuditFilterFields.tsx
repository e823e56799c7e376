import { Button, Select } from '@backstage/ui';
import type { AuditEvent } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import styles from './Audit.module.css';
import { ACTION_GROUPS, actorOf, isAction, isActor, isFiltered } from './auditState';
import { DayField } from './DayField';
import { isModelName } from '../shared/modelName';
import { TextFilter } from '../shared/TextFilter';
import { useAuditState } from './useAuditState';

const ANY = 'any';
const OTHER = 'other';
const ACTION_OPTIONS = [
  { id: ANY, label: 'Any' },
  ...Object.entries(ACTION_GROUPS).map(([id, label]) => ({ id, label })),
  { id: OTHER, label: 'Another…' },
];
const OUTCOME_OPTIONS = [
  { id: ANY, label: 'Any' },
  { id: 'done', label: 'Done' },
  { id: 'denied', label: 'Denied' },
];

/** The filters of the trail; the URL holds them. */
export function AuditFilterFields() {
  const {
    state: { filters },
    change,
    clear,
  } = useAuditState();
  const { actor, action, model, outcome, from, to } = filters;
  const [wantsOther, setWantsOther] = useState(false);
  const isGroup = action !== undefined && Object.hasOwn(ACTION_GROUPS, action);
  const isOther = action === undefined ? wantsOther : !isGroup;
  const chooseAction = (key: string) => {
    setWantsOther(key === OTHER);
    change({ action: key === ANY || key === OTHER ? undefined : key });
  };
  return (
    <div className={styles.filters} role="search" aria-label="Filter events">
      <TextFilter
        label="Who"
        placeholder="user:default/jane"
        problem="At most 200 characters"
        value={actor}
        isValid={isActor}
        complete={actorOf}
        onChange={value => change({ actor: value })}
      />
      <Select
        label="Action"
        options={ACTION_OPTIONS}
        value={isOther ? OTHER : (action ?? ANY)}
        onChange={key => chooseAction(String(key ?? ANY))}
      />
      {isOther && (
        <TextFilter
          label="Action or its beginning"
          placeholder="version.register"
          problem="Words of lower-case letters, joined by “.”"
          value={action}
          isValid={isAction}
          onChange={value => change({ action: value })}
        />
      )}
      <TextFilter
        label="Model"
        placeholder="flight-delay-risk"
        problem="Lower-case letters and digits, joined by “-”, “_” or “.”"
        value={model}
        isValid={isModelName}
        onChange={value => change({ model: value })}
      />
      <Select
        label="Outcome"
        options={OUTCOME_OPTIONS}
        value={outcome ?? ANY}
        onChange={key =>
          change({ outcome: key === ANY ? undefined : (key as AuditEvent['outcome']) })
        }
      />
      <div className={styles.days}>
        <DayField
          label="From (UTC)"
          value={from}
          max={to}
          onChange={day => change({ from: day })}
        />
        <DayField
          label="To, included"
          value={to}
          min={from}
          onChange={day => change({ to: day })}
        />
      </div>
      <Button
        variant="tertiary"
        isDisabled={!isFiltered(filters)}
        onPress={() => {
          setWantsOther(false);
          clear();
        }}
      >
        Clear all
      </Button>
    </div>
  );
}
