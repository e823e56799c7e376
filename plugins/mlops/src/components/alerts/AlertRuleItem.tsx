import {
  mlopsAlertRulesUpdatePermission,
  mlopsAlertUpdatePermission,
  type AlertRule,
} from '@mlops-backstage/plugin-mlops-common';
import { Link } from '@backstage/ui';
import { useState } from 'react';
import { formatInstant } from '../../format/instants';
import { useAccess } from '../../queries/access';
import { useRemoveAlertRule, useUnmuteAlerts } from '../../queries/alerts';
import { ReasonDialog } from '../model/ReasonDialog';
import { Author } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { StatusWord } from '../shared/StatusWord';
import styles from './Alerts.module.css';
import { MuteDialog } from './MuteDialog';
import { MutedNote } from './MutedNote';
import { RuleDialog } from './RuleDialog';
import { useAlertsHref } from './useAlertsHref';

interface AlertRuleItemProps {
  model: string;
  rule: AlertRule;
}

type Step = 'edit' | 'remove' | 'mute' | 'unmute';

/** A rule as a sentence, with what it has come to. */
export function AlertRuleItem({ model, rule }: AlertRuleItemProps) {
  const [step, setStep] = useState<Step>();
  const close = () => setStep(undefined);
  const remove = useRemoveAlertRule(model, rule.name);
  const unmute = useUnmuteAlerts(model, rule.name);
  return (
    <li
      className={styles.alert}
      data-severity={rule.states.some(({ alert }) => alert) ? rule.definition.severity : undefined}
    >
      <div className={styles.ruleHead}>
        <span className={styles.ruleName}>{rule.name}</span>
        <RuleWord rule={rule} />
        {rule.mute && <MutedNote mute={rule.mute} />}
      </div>
      <p className={styles.sentence}>{rule.sentence}</p>
      <States rule={rule} />
      <p className={styles.note}>
        <Origin rule={rule} />
      </p>
      <RuleSteps model={model} rule={rule} onStep={setStep} />
      {step === 'edit' && <RuleDialog model={model} rule={rule} onClose={close} />}
      {step === 'mute' && <MuteDialog model={model} rule={rule.name} onClose={close} />}
      {step === 'unmute' && (
        <ReasonDialog
          title={`Tell of the rule ${rule.name} again`}
          action="Tell again"
          consequence="What it raises is told again. What is wrong already is told at once."
          change={unmute}
          onClose={close}
        />
      )}
      {step === 'remove' && (
        <ReasonDialog
          title={`Remove the rule ${rule.name}`}
          action="Remove the rule"
          consequence={
            rule.configured
              ? 'The rule that is configured for all models holds again.'
              : 'It raises nothing any more, and what it has raised is resolved.'
          }
          isDestructive
          change={remove}
          onClose={close}
        />
      )}
    </li>
  );
}

/** What a rule comes to, in one word. */
function RuleWord({ rule: { definition, states } }: { rule: AlertRule }) {
  if (definition.isOff) {
    return <StatusWord tone="idle">Off</StatusWord>;
  }
  if (states.some(({ alert }) => alert)) {
    return (
      <StatusWord tone={definition.severity === 'critical' ? 'bad' : 'warning'}>
        Alerting
      </StatusWord>
    );
  }
  return states.some(({ lookedUntil }) => lookedUntil) ? (
    <StatusWord tone="good">Kept</StatusWord>
  ) : null;
}

/** Where it alerts, and how far it has looked. */
function States({ rule: { states, definition } }: { rule: AlertRule }) {
  const href = useAlertsHref();
  return (
    <>
      {states.map(({ deployment, alert, lookedUntil, breaches }) => (
        <p key={deployment} className={styles.note}>
          {deployment}
          {lookedUntil && `: looked at until ${formatInstant(lookedUntil)}`}
          {breaches > 0 &&
            `, broken ${breaches === 1 ? `in the last ${definition.interval}` : `in ${breaches} ${definition.interval}s in a row`}`}
          {alert && (
            <>
              {' '}
              · <Link href={href({ alert })}>Show the alert</Link>
            </>
          )}
        </p>
      ))}
    </>
  );
}

function Origin({ rule: { origin, configured, updatedAt, updatedBy } }: { rule: AlertRule }) {
  if (origin === 'configured' || !updatedAt || !updatedBy) {
    return <>For every model</>;
  }
  return (
    <>
      {configured ? 'Of this model, in place of the one for every model' : 'Of this model'}, last
      changed <Instant at={updatedAt} /> by <Author name={updatedBy} />
    </>
  );
}

interface RuleStepsProps {
  model: string;
  rule: AlertRule;
  onStep(step: Step): void;
}

function RuleSteps({ model, rule: { name, origin, mute, configured }, onStep }: RuleStepsProps) {
  const access = useAccess(model);
  const mayChange = access.refusal(mlopsAlertRulesUpdatePermission) === undefined;
  const mayMute = access.refusal(mlopsAlertUpdatePermission) === undefined;
  return (
    <div className={styles.steps}>
      <GuardedButton
        size="small"
        variant="secondary"
        isDisabled={!mayChange}
        aria-label={`Change the rule ${name}`}
        onPress={() => onStep('edit')}
      >
        Change…
      </GuardedButton>
      {origin === 'model' && (
        <GuardedButton
          size="small"
          variant="secondary"
          isDisabled={!mayChange}
          aria-label={`Remove the rule ${name}`}
          onPress={() => onStep('remove')}
        >
          {configured ? 'Back to the one for every model…' : 'Remove…'}
        </GuardedButton>
      )}
      <GuardedButton
        size="small"
        variant="tertiary"
        isDisabled={!mayMute}
        aria-label={mute ? `Tell of the rule ${name} again` : `Mute the rule ${name}`}
        onPress={() => onStep(mute ? 'unmute' : 'mute')}
      >
        {mute ? 'Tell again…' : 'Mute…'}
      </GuardedButton>
    </div>
  );
}
