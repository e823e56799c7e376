import { mlopsAlertUpdatePermission, type Alert } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import type { AlertStep } from '../../queries/alerts';
import { Author } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { Markdown } from '../shared/Markdown';
import { ModelLink } from '../shared/ModelLink';
import { SeverityWord } from '../shared/SeverityWord';
import styles from './Alerts.module.css';
import { AlertStepDialog } from './AlertStepDialog';

/** An alert as a sentence, with what is known of it and what can be done about it. */
export function AlertItem({ alert }: { alert: Alert }) {
  const [step, setStep] = useState<AlertStep>();
  return (
    <li className={styles.alert} data-severity={alert.severity}>
      <div className={styles.head}>
        <SeverityWord severity={alert.severity} />
        <p className={styles.sentence}>
          <strong>
            <ModelLink name={alert.model} />
          </strong>
          : {alert.summary}
        </p>
      </div>
      <p className={styles.note}>
        <Course alert={alert} />
      </p>
      {alert.note && <p className={styles.note}>“{alert.note}”</p>}
      {alert.description && (
        <details className={styles.more}>
          <summary>What is known</summary>
          <Markdown text={alert.description} />
        </details>
      )}
      {alert.state !== 'resolved' && <Steps alert={alert} onStep={setStep} />}
      {step && <AlertStepDialog alert={alert} step={step} onClose={() => setStep(undefined)} />}
    </li>
  );
}

/** Since when, by whom, and what became of it. */
function Course({ alert }: { alert: Alert }) {
  const { deployment, version, acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy } = alert;
  return (
    <>
      Raised <Instant at={alert.raisedAt} /> by <Author name={alert.raisedBy} />
      {deployment && `, deployment ${deployment}`}
      {version !== undefined && `, version ${version}`}
      {acknowledgedAt && acknowledgedBy && (
        <>
          {' '}
          · acknowledged <Instant at={acknowledgedAt} /> by <Author name={acknowledgedBy} />
        </>
      )}
      {resolvedAt && resolvedBy && (
        <>
          {' '}
          · resolved <Instant at={resolvedAt} /> by <Author name={resolvedBy} />
        </>
      )}
    </>
  );
}

function Steps({ alert, onStep }: { alert: Alert; onStep(step: AlertStep): void }) {
  const refusal = useAccess(alert.model).refusal(mlopsAlertUpdatePermission);
  return (
    <div className={styles.steps}>
      {alert.state === 'open' && (
        <GuardedButton
          size="small"
          variant="secondary"
          isDisabled={refusal !== undefined}
          aria-label={`Acknowledge: ${alert.summary}`}
          onPress={() => onStep('acknowledge')}
        >
          Acknowledge…
        </GuardedButton>
      )}
      <GuardedButton
        size="small"
        variant="secondary"
        refusal={refusal}
        aria-label={`Resolve: ${alert.summary}`}
        onPress={() => onStep('resolve')}
      >
        Resolve…
      </GuardedButton>
    </div>
  );
}
