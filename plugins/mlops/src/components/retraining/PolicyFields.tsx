import { Checkbox, Select, TextAreaField, TextField } from '@backstage/ui';
import type { Interval, Stage } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { NumberTextField } from '../shared/NumberTextField';
import { readNumber } from '../shared/readNumber';
import {
  CONCURRENT,
  COOLDOWN,
  INTERVALS,
  ROWS,
  THRESHOLD,
  TIMEOUT,
  VALUE,
  type PolicyDraft,
} from './policyDraft';
import styles from './Retraining.module.css';

interface PolicyFieldsProps {
  draft: PolicyDraft;
  executors: ReadonlyArray<{ id: string; title: string }>;
  /** The deployments of the model. */
  deployments: readonly string[];
  onChange(draft: PolicyDraft): void;
}

const KINDS = [
  { id: 'drift', label: 'When traffic drifts' },
  { id: 'time', label: 'By time' },
  { id: 'performance', label: 'When performance falls' },
];
const OUTCOMES = [
  { id: 'register', label: 'It is registered' },
  { id: 'challenger', label: 'It becomes a challenger' },
  { id: 'promote', label: 'It is promoted' },
];
const STAGES = ['Staging', 'Production'].map(id => ({ id, label: id }));
const INTERVAL_OPTIONS = (['hour', 'day', 'week', 'month'] as const).map(id => ({
  id,
  label: id[0].toUpperCase() + id.slice(1),
}));
const METRICS = ['auc', 'accuracy', 'log_loss', 'f1', 'precision', 'recall', 'rmse', 'mae'].map(
  id => ({ id, label: metricName(id) }),
);
const BOUNDS = [
  { id: 'below', label: 'Below' },
  { id: 'above', label: 'Above' },
];
const DIRECTIONS = [
  { id: 'higher', label: 'Higher is better' },
  { id: 'lower', label: 'Lower is better' },
];
const NONE = 'none';
const LONGEST_PARAMETERS = 20_000;

/** What a policy says, to be written. */
export function PolicyFields({ draft, executors, deployments, onChange }: PolicyFieldsProps) {
  const change = (part: Partial<PolicyDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <div className={styles.fields}>
        <Select
          label="When"
          options={KINDS}
          value={draft.kind}
          onChange={key => change({ kind: key as PolicyDraft['kind'] })}
        />
        <Select
          label="Deployment"
          options={[
            ...(draft.kind === 'time' ? [{ id: NONE, label: 'None' }] : []),
            ...deployments.map(id => ({ id, label: id })),
          ]}
          value={draft.deployment || NONE}
          onChange={key => change({ deployment: key === NONE ? '' : String(key) })}
        />
      </div>
      <TriggerFields draft={draft} onChange={change} />
      <TrainingFields draft={draft} executors={executors} onChange={change} />
      <OutcomeFields draft={draft} onChange={change} />
      <LimitFields draft={draft} onChange={change} />
    </>
  );
}

interface PartProps {
  draft: PolicyDraft;
  onChange(part: Partial<PolicyDraft>): void;
}

function TriggerFields({ draft, onChange }: PartProps) {
  switch (draft.kind) {
    case 'time':
      return (
        <>
          <div className={styles.fields}>
            <TextField
              label="Time"
              isRequired
              description="Cron: minute, hour, day of month, month, day of week."
              value={draft.cron}
              onChange={cron => onChange({ cron })}
            />
            <TextField
              label="Time zone"
              isRequired
              description="Such as Europe/Vienna."
              value={draft.timeZone}
              onChange={timeZone => onChange({ timeZone })}
            />
          </div>
          <Checkbox isSelected={draft.catchUp} onChange={catchUp => onChange({ catchUp })}>
            Make up for what was missed, by one training
          </Checkbox>
        </>
      );
    case 'drift':
      return (
        <div className={styles.fields}>
          <NumberTextField
            label="Drifted rows"
            description="Scored in a row while drifting."
            isRequired
            text={draft.rows}
            typed={readNumber(draft.rows, ROWS)}
            onChange={rows => onChange({ rows })}
          />
          <NumberTextField
            label="PSI above"
            description="Corrected; a column then drifts."
            isRequired
            text={draft.threshold}
            typed={readNumber(draft.threshold, THRESHOLD)}
            onChange={threshold => onChange({ threshold })}
          />
          <IntervalSelect draft={draft} onChange={onChange} />
        </div>
      );
    default:
      return (
        <>
          <div className={styles.fields}>
            <Select
              label="Metric"
              options={METRICS}
              value={draft.metric}
              onChange={key => onChange({ metric: key as PolicyDraft['metric'] })}
            />
            <Select
              label="Is"
              options={BOUNDS}
              value={draft.bound}
              onChange={key => onChange({ bound: key as PolicyDraft['bound'] })}
            />
            <NumberTextField
              label="Bound"
              description="With its whole band."
              isRequired
              text={draft.value}
              typed={readNumber(draft.value, VALUE)}
              onChange={value => onChange({ value })}
            />
          </div>
          <div className={styles.fields}>
            <NumberTextField
              label="Intervals in a row"
              description="Before it fires."
              isRequired
              text={draft.intervals}
              typed={readNumber(draft.intervals, INTERVALS)}
              onChange={intervals => onChange({ intervals })}
            />
            <IntervalSelect draft={draft} onChange={onChange} />
          </div>
        </>
      );
  }
}

function IntervalSelect({ draft, onChange }: PartProps) {
  return (
    <Select
      label="Interval"
      options={INTERVAL_OPTIONS}
      value={draft.interval}
      onChange={key => onChange({ interval: key as Interval })}
    />
  );
}

function TrainingFields({
  draft,
  executors,
  onChange,
}: PartProps & Pick<PolicyFieldsProps, 'executors'>) {
  return (
    <>
      <Select
        label="Trained by"
        options={executors.map(({ id, title }) => ({
          id,
          label: id === title ? id : `${title} (${id})`,
        }))}
        value={draft.executor}
        onChange={key => onChange({ executor: String(key) })}
      />
      <TextAreaField
        label="Parameters"
        description="JSON, as the executor takes it."
        maxLength={LONGEST_PARAMETERS}
        value={draft.parameters}
        onChange={parameters => onChange({ parameters })}
      />
    </>
  );
}

function OutcomeFields({ draft, onChange }: PartProps) {
  return (
    <>
      <div className={styles.fields}>
        <Select
          label="What becomes of the new version"
          options={OUTCOMES}
          value={draft.outcome}
          onChange={key => onChange({ outcome: key as PolicyDraft['outcome'] })}
        />
        {draft.outcome === 'promote' && (
          <Select
            label="To"
            options={STAGES}
            value={draft.to}
            onChange={key => onChange({ to: key as Stage })}
          />
        )}
      </div>
      {draft.outcome !== 'register' && (
        <Checkbox isSelected={draft.isBetter} onChange={isBetter => onChange({ isBetter })}>
          Only if it does better than the champion on the same data
        </Checkbox>
      )}
      {draft.outcome !== 'register' && draft.isBetter && (
        <div className={styles.fields}>
          <TextField
            label="By the metric"
            isRequired
            value={draft.betterMetric}
            onChange={betterMetric => onChange({ betterMetric })}
          />
          <Select
            label="Of which"
            options={DIRECTIONS}
            value={draft.direction}
            onChange={key => onChange({ direction: key as PolicyDraft['direction'] })}
          />
        </div>
      )}
    </>
  );
}

function LimitFields({ draft, onChange }: PartProps) {
  return (
    <div className={styles.fields}>
      <NumberTextField
        label="Cool-down, hours"
        description="Between trainings."
        isRequired
        text={draft.cooldownHours}
        typed={readNumber(draft.cooldownHours, COOLDOWN)}
        onChange={cooldownHours => onChange({ cooldownHours })}
      />
      <NumberTextField
        label="Stopped after, hours"
        description="If it hasn’t ended."
        isRequired
        text={draft.timeoutHours}
        typed={readNumber(draft.timeoutHours, TIMEOUT)}
        onChange={timeoutHours => onChange({ timeoutHours })}
      />
      <NumberTextField
        label="At a time"
        description="Trainings at most."
        isRequired
        text={draft.maxConcurrent}
        typed={readNumber(draft.maxConcurrent, CONCURRENT)}
        onChange={maxConcurrent => onChange({ maxConcurrent })}
      />
    </div>
  );
}
