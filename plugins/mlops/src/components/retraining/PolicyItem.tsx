import {
  mlopsRetrainingTriggerPermission,
  mlopsRetrainingUpdatePermission,
  type RetrainingPolicy,
} from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { formatCount } from '../../format/numbers';
import { useAccess } from '../../queries/access';
import { useRemovePolicy, useSavePolicy, useTriggerRetraining } from '../../queries/retraining';
import { ReasonDialog } from '../model/ReasonDialog';
import { Author } from '../shared/EntityLink';
import { GuardedButton } from '../shared/GuardedButton';
import { Instant } from '../shared/Instant';
import { StatusWord } from '../shared/StatusWord';
import { useSearchState } from '../shared/useSearchState';
import { DryRun } from './DryRun';
import { PolicyDialog } from './PolicyDialog';
import { changeOf } from './policyDraft';
import styles from './Retraining.module.css';
import { RunStateWord } from './RunStateWord';

type Step = 'train' | 'edit' | 'pause' | 'remove';

/** A policy as a sentence, when it fires next, and what it did last. */
export function PolicyItem({ policy }: { policy: RetrainingPolicy }) {
  const { model, name, paused, sentence, trigger, deployment, cooldownSeconds } = policy;
  const [step, setStep] = useState<Step>();
  const [shown, show] = useSearchState('dryRun');
  const isShown = shown === name;
  const close = () => setStep(undefined);
  return (
    <li className={styles.item} data-paused={paused || undefined}>
      <div className={styles.head}>
        <span className={styles.name}>{name}</span>
        {paused ? (
          <StatusWord tone="idle">Paused</StatusWord>
        ) : (
          <StatusWord tone="good">On</StatusWord>
        )}
        {deployment && <span className={styles.note}>watches {deployment}</span>}
      </div>
      <p className={styles.sentence}>{sentence}</p>
      <Course policy={policy} />
      <Steps
        policy={policy}
        isShown={isShown}
        onStep={setStep}
        onShow={() => show(isShown ? undefined : name)}
      />
      {isShown && (
        <DryRun
          model={model}
          request={{ trigger, cooldownSeconds, ...(deployment && { deployment }) }}
        />
      )}
      {step === 'edit' && <PolicyDialog model={model} policy={policy} onClose={close} />}
      {step === 'train' && <TrainDialog policy={policy} onClose={close} />}
      {step === 'pause' && <PauseDialog policy={policy} onClose={close} />}
      {step === 'remove' && <RemoveDialog policy={policy} onClose={close} />}
    </li>
  );
}

/** Next and last firing. */
function Course({ policy }: { policy: RetrainingPolicy }) {
  const { nextDueAt, progress, lastRun, trigger, updatedAt, updatedBy, paused } = policy;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Next</dt>
        <dd>
          {paused && 'Not while it is paused'}
          {nextDueAt && <Instant at={nextDueAt} />}
          {!paused && progress && countInWords(progress, trigger.kind)}
        </dd>
      </div>
      <div>
        <dt>Last</dt>
        <dd>
          {lastRun ? (
            <>
              <Instant at={lastRun.createdAt} /> <RunStateWord run={lastRun} />
            </>
          ) : (
            'Never'
          )}
        </dd>
      </div>
      <div>
        <dt>Changed</dt>
        <dd>
          <Instant at={updatedAt} /> by <Author name={updatedBy} />
        </dd>
      </div>
    </dl>
  );
}

/** How near a policy is that looks at traffic. */
function countInWords(
  { counted, needed }: NonNullable<RetrainingPolicy['progress']>,
  kind: RetrainingPolicy['trigger']['kind'],
): string {
  const unit = kind === 'drift' ? 'drifted rows' : 'intervals beyond the bound';
  return counted >= needed
    ? `Once the cool-down is over: ${formatCount(counted)} ${unit} in a row already`
    : `${formatCount(counted)} of ${formatCount(needed)} ${unit} in a row`;
}

interface StepsProps {
  policy: RetrainingPolicy;
  isShown: boolean;
  onStep(step: Step): void;
  onShow(): void;
}

function Steps({ policy: { model, name, paused }, isShown, onStep, onShow }: StepsProps) {
  const access = useAccess(model);
  const mayChange = access.refusal(mlopsRetrainingUpdatePermission) === undefined;
  return (
    <div className={styles.steps}>
      <GuardedButton
        size="small"
        variant="secondary"
        refusal={access.refusal(mlopsRetrainingTriggerPermission)}
        aria-label={`Train now by the policy ${name}`}
        onPress={() => onStep('train')}
      >
        Train now…
      </GuardedButton>
      <GuardedButton
        size="small"
        variant="secondary"
        isDisabled={!mayChange}
        aria-label={`Change the policy ${name}`}
        onPress={() => onStep('edit')}
      >
        Change…
      </GuardedButton>
      <GuardedButton
        size="small"
        variant="secondary"
        isDisabled={!mayChange}
        aria-label={paused ? `Resume the policy ${name}` : `Pause the policy ${name}`}
        onPress={() => onStep('pause')}
      >
        {paused ? 'Resume…' : 'Pause…'}
      </GuardedButton>
      <GuardedButton
        size="small"
        variant="secondary"
        isDisabled={!mayChange}
        aria-label={`Remove the policy ${name}`}
        onPress={() => onStep('remove')}
      >
        Remove…
      </GuardedButton>
      <GuardedButton
        size="small"
        variant="tertiary"
        aria-expanded={isShown}
        aria-label={`When the policy ${name} would have fired`}
        onPress={onShow}
      >
        {isShown ? 'Hide the dry run' : 'When it would have fired'}
      </GuardedButton>
    </div>
  );
}

interface PartProps {
  policy: RetrainingPolicy;
  onClose(): void;
}

function TrainDialog({ policy: { model, name, executor }, onClose }: PartProps) {
  return (
    <ReasonDialog
      title={`Train ${model} now`}
      action="Train now"
      consequence={`A training starts on ${executor} as soon as there is room for it, as the policy ${name} says. What becomes of the new version is up to the policy, too.`}
      change={useTriggerRetraining(model, name)}
      onClose={onClose}
    />
  );
}

function PauseDialog({ policy, onClose }: PartProps) {
  const { model, name, paused } = policy;
  const save = useSavePolicy(model);
  return (
    <ReasonDialog
      title={paused ? `Resume the policy ${name}` : `Pause the policy ${name}`}
      action={paused ? 'Resume' : 'Pause'}
      consequence={
        paused
          ? 'It goes on from now: what was due while it was paused isn’t made up for.'
          : 'It starts nothing by itself. Trainings that are under way go on, and people can still start one.'
      }
      change={{
        ...save,
        mutate: ({ reason }, options) =>
          save.mutate(
            { name, isNew: false, policy: { ...changeOf(policy), paused: !paused, reason } },
            options,
          ),
      }}
      onClose={onClose}
    />
  );
}

function RemoveDialog({ policy: { model, name }, onClose }: PartProps) {
  return (
    <ReasonDialog
      title={`Remove the policy ${name}`}
      action="Remove"
      consequence="It starts nothing any more. Its trainings stay in the list; one that is under way goes on, and its version is registered, but nothing further becomes of it."
      isDestructive
      change={useRemovePolicy(model, name)}
      onClose={onClose}
    />
  );
}
