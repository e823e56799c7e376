import { Checkbox, Select, TextField } from '@backstage/ui';
import type { AlertSeverity, Interval } from '@mlops-backstage/plugin-mlops-common';
import { NumberTextField } from '../shared/NumberTextField';
import { readNumber } from '../shared/readNumber';
import { SEVERITIES, severityName } from '../shared/SeverityWord';
import styles from './Alerts.module.css';
import {
  boundField,
  canJudgeTogether,
  CHANCE,
  MEASURES,
  ROWS,
  TIMES,
  withKind,
  type Judged,
  type Kind,
  type RuleDraft,
} from './ruleDraft';

interface RuleFieldsProps {
  draft: RuleDraft;
  /** The deployments of the model. */
  deployments: readonly string[];
  onChange(draft: RuleDraft): void;
}

const KINDS: Array<{ id: Kind; label: string }> = [
  { id: 'drift', label: 'Drift' },
  { id: 'performance', label: 'Performance, by labels' },
  { id: 'latency', label: 'Latency' },
  { id: 'errors', label: 'Errors' },
  { id: 'silence', label: 'Silence' },
  { id: 'dataQuality', label: 'Data quality' },
];
const SEVERITY_OPTIONS = SEVERITIES.map(id => ({ id, label: severityName(id) }));
const INTERVAL_OPTIONS = (['hour', 'day', 'week', 'month'] as const).map(id => ({
  id,
  label: id[0].toUpperCase() + id.slice(1),
}));
const JUDGED_OPTIONS: Array<{ id: Judged; label: string }> = [
  { id: 'each', label: 'Each by itself' },
  { id: 'together', label: 'All together' },
];
const ALL = 'all';
const LONGEST_NAME = 200;

/** What a rule says, to be written. */
export function RuleFields({ draft, deployments, onChange }: RuleFieldsProps) {
  const change = (part: Partial<RuleDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <div className={styles.ruleFields}>
        <Select
          label="About"
          options={KINDS}
          value={draft.kind}
          onChange={key => onChange(withKind(draft, key as Kind))}
        />
        <Measure draft={draft} onChange={change} />
        <Bound draft={draft} onChange={change} />
        {canJudgeTogether(draft) && <Together draft={draft} onChange={change} />}
        <Select
          label="Severity"
          options={SEVERITY_OPTIONS}
          value={draft.severity}
          onChange={key => change({ severity: key as AlertSeverity })}
        />
        <Select
          label="Deployment"
          options={[
            { id: ALL, label: 'All of the model' },
            ...deployments.map(id => ({ id, label: id })),
          ]}
          value={draft.deployment || ALL}
          onChange={key => change({ deployment: key === ALL ? '' : (key as string) })}
        />
        {draft.kind !== 'silence' && <Hysteresis draft={draft} onChange={change} />}
      </div>
      <Checkbox isSelected={draft.isOff} onChange={isOff => change({ isOff })}>
        Turned off: raises nothing
      </Checkbox>
    </>
  );
}

interface PartProps {
  draft: RuleDraft;
  onChange(part: Partial<RuleDraft>): void;
}

/** Of what, where a kind measures more than one thing. */
function Measure({ draft, onChange }: PartProps) {
  const { kind, measure } = draft;
  const options = MEASURES[kind];
  return (
    <>
      {kind === 'performance' && (
        <TextField
          label="Metric"
          isRequired
          placeholder="auc"
          maxLength={LONGEST_NAME}
          value={draft.metric}
          onChange={metric => onChange({ metric })}
        />
      )}
      {options.length > 0 && (
        <Select
          label={kind === 'latency' ? 'Quantile' : 'What'}
          options={options}
          value={measure}
          onChange={key => onChange({ measure: key as string })}
        />
      )}
      {((kind === 'drift' && measure === 'column') || kind === 'dataQuality') && (
        <TextField
          label="Column"
          isRequired={kind === 'drift'}
          description={kind === 'drift' ? undefined : 'Empty for any feature.'}
          maxLength={LONGEST_NAME}
          value={draft.column}
          onChange={column => onChange({ column })}
        />
      )}
    </>
  );
}

function Bound({ draft, onChange }: PartProps) {
  const { label, description, rule } = boundField(draft);
  return (
    <NumberTextField
      label={label}
      description={description}
      isRequired
      text={draft.bound}
      typed={readNumber(draft.bound, rule)}
      onChange={bound => onChange({ bound })}
    />
  );
}

/** What the alarm is sure of: one interval, or all of them. */
function Together({ draft: { judged, alpha, interval }, onChange }: PartProps) {
  const isTogether = judged === 'together';
  return (
    <>
      <Select
        label={`Judges its ${interval}s`}
        description={
          isTogether
            ? 'By all since a version began to answer: finds small drift that lasts, and hardly ever calls where there is none.'
            : 'Finds large drift. Each may raise a false alarm.'
        }
        options={JUDGED_OPTIONS}
        value={judged}
        onChange={key => onChange({ judged: key as Judged })}
      />
      {isTogether && (
        <NumberTextField
          label="Chance of a false alarm, per cent"
          description="That a version ever raises one without drift, over all columns and time."
          isRequired
          text={alpha}
          typed={readNumber(alpha, CHANCE)}
          onChange={text => onChange({ alpha: text })}
        />
      )}
    </>
  );
}

/** How long something has to be so before anybody hears of it. */
function Hysteresis({ draft, onChange }: PartProps) {
  const { interval, raiseAfter, clearAfter, minRows } = draft;
  return (
    <>
      <Select
        label="Looked at by the"
        options={INTERVAL_OPTIONS}
        value={interval}
        onChange={key => onChange({ interval: key as Interval })}
      />
      <NumberTextField
        label="Raise after"
        description={`${interval}s in a row that break it`}
        isRequired
        text={raiseAfter}
        typed={readNumber(raiseAfter, TIMES)}
        onChange={text => onChange({ raiseAfter: text })}
      />
      <NumberTextField
        label="Over after"
        description={`${interval}s in a row that keep it`}
        isRequired
        text={clearAfter}
        typed={readNumber(clearAfter, TIMES)}
        onChange={text => onChange({ clearAfter: text })}
      />
      <NumberTextField
        label="Rows, at least"
        description={`${interval}s of fewer are passed over`}
        isRequired
        text={minRows}
        typed={readNumber(minRows, ROWS)}
        onChange={text => onChange({ minRows: text })}
      />
    </>
  );
}
