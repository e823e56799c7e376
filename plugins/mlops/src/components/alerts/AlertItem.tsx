import { mlopsAlertUpdatePermission, type Alert } from '@mlops-backstage/plugin-mlops-common';
import { Link } from '@backstage/ui';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import type { AlertStep } from '../../queries/alerts';
import { useModel } from '../../queries/models';
import { Author, useEntityHref } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { Markdown } from '../shared/Markdown';
import { ModelLink } from '../shared/ModelLink';
import { SeverityWord } from '../shared/SeverityWord';
import styles from './Alerts.module.css';
import { AlertStepDialog } from './AlertStepDialog';
import { EvidenceChart } from './EvidenceChart';
import { monitoringSearch } from './monitoringSearch';
import { MuteDialog } from './MuteDialog';

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
      {alert.evidence && <EvidenceChart evidence={alert.evidence} />}
      {alert.deployment && <WayToMonitoring alert={alert} />}
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
      Raised <Instant at={alert.raisedAt} /> by{' '}
      {alert.rule === undefined ? <Author name={alert.raisedBy} /> : `the rule ${alert.rule}`}
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

/** To the tab “Monitoring” of its deployment, at the time that it is about. */
function WayToMonitoring({ alert }: { alert: Alert }) {
  const entityRef = useModel(alert.model).data?.entityRef;
  const href = useEntityHref();
  const entity = entityRef && href(entityRef);
  return entity ? (
    <p className={styles.note}>
      <Link href={`${entity}/monitoring?${monitoringSearch(alert)}`}>Look at it in Monitoring</Link>
    </p>
  ) : null;
}

function Steps({ alert, onStep }: { alert: Alert; onStep(step: AlertStep): void }) {
  const [isMuting, setMuting] = useState(false);
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
      {alert.rule !== undefined && (
        <GuardedButton
          size="small"
          variant="tertiary"
          isDisabled={refusal !== undefined}
          aria-label={`Mute the rule ${alert.rule} of ${alert.model}`}
          onPress={() => setMuting(true)}
        >
          Mute its rule…
        </GuardedButton>
      )}
      {isMuting && (
        <MuteDialog model={alert.model} rule={alert.rule} onClose={() => setMuting(false)} />
      )}
    </div>
  );
}
