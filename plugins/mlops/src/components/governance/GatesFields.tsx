import { Button, ButtonIcon, Checkbox, Select, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { metricName } from '../../format/metrics';
import { SEVERITIES, severityName } from '../shared/SeverityWord';
import { EMPTY_METRIC, SECTIONS, SPLITS, type GatesDraft, type MetricDraft } from './gatesDraft';
import { sectionName } from './gatesInWords';
import styles from './Governance.module.css';

interface GatesFieldsProps {
  draft: GatesDraft;
  onChange(draft: GatesDraft): void;
}

const MOST_METRICS = 20;
const SPLIT_OPTIONS = SPLITS.map(id => ({ id, label: id }));
const ALERT_OPTIONS = [
  { id: 'none', label: 'Don’t look at alerts' },
  ...SEVERITIES.map(id => ({
    id,
    label: id === 'info' ? 'No open alert at all' : `None open of ${severityName(id)} or higher`,
  })),
];
const CHAMPION_OPTIONS = [
  { id: 'none', label: 'Don’t compare' },
  { id: 'higher', label: 'Not worse, higher is better' },
  { id: 'lower', label: 'Not worse, lower is better' },
];

const toggled = <T,>(values: readonly T[], value: T, isIn: boolean) =>
  isIn ? [...values, value] : values.filter(each => each !== value);

/** What a version has to meet before it enters a stage, to be written. */
export function GatesFields({ draft, onChange }: GatesFieldsProps) {
  const change = (part: Partial<GatesDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <fieldset className={styles.fieldset}>
        <legend>Approvals</legend>
        <TextField
          label="How many"
          size="small"
          inputMode="numeric"
          description="Empty for none."
          value={draft.count}
          onChange={count => change({ count })}
        />
        <TextField
          label="By members of"
          size="small"
          placeholder="group:default/model-approvers"
          description="Groups, separated by commas."
          value={draft.groups}
          onChange={groups => change({ groups })}
        />
        <Checkbox
          isSelected={draft.excludeAuthor}
          onChange={excludeAuthor => change({ excludeAuthor })}
        >
          Not by who registered the version
        </Checkbox>
      </fieldset>
      <Metrics draft={draft} onChange={change} />
      <fieldset className={styles.fieldset}>
        <legend>An evaluation on</legend>
        <div className={styles.checks}>
          {SPLITS.map(split => (
            <Checkbox
              key={split}
              isSelected={draft.evaluations.includes(split)}
              onChange={isIn => change({ evaluations: toggled(draft.evaluations, split, isIn) })}
            >
              {split} data
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>Written sections of the model card</legend>
        <div className={styles.checks}>
          {SECTIONS.map(section => (
            <Checkbox
              key={section}
              isSelected={draft.card.includes(section)}
              onChange={isIn => change({ card: toggled(draft.card, section, isIn) })}
            >
              {sectionName(section)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>Artifact and alerts</legend>
        <Checkbox isSelected={draft.digest} onChange={digest => change({ digest })}>
          The stored artifact still has its digest
        </Checkbox>
        <Select
          label="Alerts"
          size="small"
          options={ALERT_OPTIONS}
          value={draft.alerts}
          onChange={key => change({ alerts: key as GatesDraft['alerts'] })}
        />
      </fieldset>
    </>
  );
}

interface MetricsProps {
  draft: GatesDraft;
  onChange(change: Partial<GatesDraft>): void;
}

function Metrics({ draft: { metrics }, onChange }: MetricsProps) {
  const replace = (index: number, part: Partial<MetricDraft>) =>
    onChange({ metrics: metrics.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  return (
    <>
      {metrics.map((metric, index) => (
        <MetricFields
          key={index}
          draft={metric}
          onChange={part => replace(index, part)}
          onRemove={() => onChange({ metrics: metrics.filter((_, at) => at !== index) })}
        />
      ))}
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={metrics.length >= MOST_METRICS}
          onPress={() => onChange({ metrics: [...metrics, EMPTY_METRIC] })}
        >
          Add a metric gate
        </Button>
      </div>
    </>
  );
}

interface MetricFieldsProps {
  draft: MetricDraft;
  onChange(part: Partial<MetricDraft>): void;
  onRemove(): void;
}

function MetricFields({ draft, onChange, onRemove }: MetricFieldsProps) {
  const name = draft.metric.trim() === '' ? 'Metric' : metricName(draft.metric.trim());
  return (
    <fieldset className={styles.fieldset}>
      <legend>
        <span className={styles.subtitle}>
          {name}
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiDeleteBinLine />}
            aria-label={`Remove the gate on ${name}`}
            onPress={onRemove}
          />
        </span>
      </legend>
      <div className={styles.fields}>
        <TextField
          label="Metric"
          size="small"
          placeholder="auc"
          maxLength={200}
          value={draft.metric}
          onChange={metric => onChange({ metric })}
        />
        <Select
          label="Data"
          size="small"
          options={SPLIT_OPTIONS}
          value={draft.split}
          onChange={key => onChange({ split: key as MetricDraft['split'] })}
        />
        <TextField
          label="At least"
          size="small"
          inputMode="decimal"
          value={draft.atLeast}
          onChange={atLeast => onChange({ atLeast })}
        />
        <TextField
          label="At most"
          size="small"
          inputMode="decimal"
          value={draft.atMost}
          onChange={atMost => onChange({ atMost })}
        />
        <Select
          label="Against the champion"
          size="small"
          options={CHAMPION_OPTIONS}
          value={draft.champion}
          onChange={key => onChange({ champion: key as MetricDraft['champion'] })}
        />
        {draft.champion !== 'none' && (
          <TextField
            label="Tolerance"
            size="small"
            inputMode="decimal"
            value={draft.tolerance}
            onChange={tolerance => onChange({ tolerance })}
          />
        )}
      </div>
    </fieldset>
  );
}
