import {
  mlopsRetrainingTriggerPermission,
  type RetrainingRun,
} from '@mlops-backstage/plugin-mlops-common';
import { Link } from '@backstage/ui';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useCancelRun } from '../../queries/retraining';
import { ReasonDialog } from '../model/ReasonDialog';
import { Author } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { StatusWord } from '../shared/StatusWord';
import styles from './Retraining.module.css';
import { RunStateWord } from './RunStateWord';
import { comparisonInWords, spanInWords } from './runInWords';

/** A training: why it was started, how it went, and what became of its version. */
export function RunItem({ run }: { run: RetrainingRun }) {
  const { policy, reason, message, outcome, comparison, url, executor } = run;
  return (
    <li className={styles.item} data-state={run.state}>
      <div className={styles.head}>
        <RunStateWord run={run} />
        <span className={styles.name}>{policy}</span>
        <span className={styles.note}>
          <Instant at={run.createdAt} />
          {run.cause === 'manual' && (
            <>
              , started by <Author name={run.requestedBy} />
            </>
          )}
        </span>
      </div>
      <p className={styles.sentence}>{reason}</p>
      <Progress run={run} />
      {message && <p className={styles.message}>{message}</p>}
      {outcome && (
        <p className={styles.outcome}>
          <OutcomeWord outcome={outcome} /> {outcome.message}
          {comparison && outcome.state === 'done' && ` (${comparisonInWords(comparison)})`}
        </p>
      )}
      <div className={styles.steps}>
        {url && (
          <Link href={url} target="_blank" rel="noopener noreferrer">
            Log and details at {executor}
          </Link>
        )}
        <Cancel run={run} />
      </div>
    </li>
  );
}

const STEPS = ['Waiting', 'Handed over', 'Training', 'Version', 'Outcome'] as const;

/** How many of the steps are behind a run. */
function stepsDone({ state, submittedAt, startedAt, version, outcome }: RetrainingRun): number {
  if (outcome?.state === 'done') {
    return STEPS.length;
  }
  if (version !== undefined) {
    return 4;
  }
  if (startedAt || state === 'succeeded') {
    return 3;
  }
  return submittedAt ? 2 : 1;
}

function Progress({ run }: { run: RetrainingRun }) {
  const done = stepsDone(run);
  const took = spanInWords(run, Date.now());
  return (
    <div className={styles.progress}>
      <ol className={styles.track} aria-label="Progress">
        {STEPS.map((step, index) => (
          <li
            key={step}
            data-done={index < done || undefined}
            aria-current={index === done - 1 ? 'step' : undefined}
          >
            {step === 'Version' && run.version !== undefined ? `Version ${run.version}` : step}
          </li>
        ))}
      </ol>
      {took && <span className={styles.note}>{took}</span>}
    </div>
  );
}

const OUTCOMES = {
  pending: ['busy', 'On its way'],
  done: ['good', 'Done'],
  refused: ['warning', 'Refused'],
  none: ['idle', 'Nothing'],
} as const;

function OutcomeWord({ outcome }: { outcome: NonNullable<RetrainingRun['outcome']> }) {
  const [tone, word] = OUTCOMES[outcome.state];
  return <StatusWord tone={tone}>{word}</StatusWord>;
}

function Cancel({ run }: { run: RetrainingRun }) {
  const [isAsking, setAsking] = useState(false);
  const cancel = useCancelRun(run);
  const refusal = useAccess(run.model).refusal(mlopsRetrainingTriggerPermission);
  if (!['queued', 'submitted', 'running'].includes(run.state) || run.cancelledBy) {
    return null;
  }
  return (
    <>
      <GuardedButton
        size="small"
        variant="secondary"
        refusal={refusal}
        aria-label={`Stop the training by ${run.policy}`}
        onPress={() => setAsking(true)}
      >
        Stop…
      </GuardedButton>
      {isAsking && (
        <ReasonDialog
          title="Stop the training"
          action="Stop it"
          consequence={`${run.executor} is asked to stop it. What it has registered stays, and nothing becomes of it.`}
          isDestructive
          change={cancel}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
