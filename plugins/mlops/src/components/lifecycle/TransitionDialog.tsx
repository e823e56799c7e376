import { Alert, Text } from '@backstage/ui';
import {
  mlopsApprovalRequestPermission,
  mlopsVersionTransitionPermission,
  type Consequence,
  type Model,
  type Stage,
  type TransitionOption,
  type Version,
} from '@mlops-backstage/plugin-mlops-common';
import {
  RiArrowDownLine,
  RiRocketLine,
  RiStopCircleLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useState } from 'react';
import { useAccess } from '../../queries/access';
import { useRequestApproval } from '../../queries/approvals';
import { isConflict } from '../../queries/errors';
import { useTransitions, useTransitionVersion } from '../../queries/lifecycle';
import { ActionDialog } from '../model/ActionDialog';
import { Answer } from '../shared/Answer';
import { ReasonField } from '../shared/ReasonField';
import { StageChange } from '../shared/StageChip';
import { ApprovalNote } from './ApprovalNote';
import { GateList } from './GateList';
import styles from './Lifecycle.module.css';
import { stageStep, type StageStep } from './stageSteps';
import { transitionState, type TransitionState } from './transitionState';

interface TransitionDialogProps {
  model: Pick<Model, 'name'>;
  version: Version;
  to: Stage;
  onClose(): void;
}

/** Moves a version to another stage, or asks for the approval that it needs: says first what stands in the way. */
export function TransitionDialog({ model, version, to, onClose }: TransitionDialogProps) {
  const step = stageStep(version.stage, to);
  const access = useAccess(model.name);
  const transitions = useTransitions(model.name, version.version);
  const move = useTransitionVersion(model.name, version.version);
  const request = useRequestApproval(model.name, version.version);
  const [reason, setReason] = useState('');
  const option = transitions.data?.items.find(each => each.to === to);
  const state =
    option &&
    transitionState(option, step, {
      move:
        access.refusal(mlopsVersionTransitionPermission, { stage: version.stage }) ??
        access.refusal(mlopsVersionTransitionPermission, { stage: to }),
      request: access.refusal(mlopsApprovalRequestPermission, { stage: version.stage }),
    });
  const action = state?.kind === 'request' ? request : move;
  const act = () => {
    const decision = { to, reason: reason.trim() };
    // Somebody else was faster: what stands in the way now is read anew.
    const onError = (error: Error) => isConflict(error) && transitions.refetch();
    if (state?.kind === 'request') {
      request.mutate(decision, { onError });
    } else {
      move.mutate(decision, { onSuccess: onClose, onError });
    }
  };
  return (
    <ActionDialog
      title={titleOf(step, version)}
      action={state?.action ?? step.verb}
      failure={state?.kind === 'request' ? 'Approval was not requested' : 'The version stays'}
      error={action.error}
      isReady={state !== undefined && state.refusal === undefined && reason.trim() !== ''}
      isPending={action.isPending}
      isDestructive={step.kind === 'archive'}
      onAction={act}
      onClose={onClose}
    >
      <Answer query={transitions} what="what stands in the way">
        {({ stage }) =>
          option && state ? (
            <>
              <Text as="p">
                <StageChange from={stage} to={to} />
              </Text>
              <Preview option={option} />
              <Hindrance state={state} />
              {state.kind !== 'wait' && <ReasonField value={reason} onChange={setReason} />}
            </>
          ) : (
            <Alert
              role="status"
              status="warning"
              icon
              title={`From ${stage} it can’t go to ${to}`}
              description="The version is in another stage by now, or the policy was changed. Close this and look again."
            />
          )
        }
      </Answer>
    </ActionDialog>
  );
}

function titleOf({ kind, to }: StageStep, { model, version }: Version): string {
  const what = `version ${version} of ${model}`;
  switch (kind) {
    case 'archive':
      return `Archive ${what}`;
    case 'bring-back':
      return `Re-register ${what} in ${to}`;
    case 'demote':
      return `Demote ${what} to ${to}`;
    default:
      return `Promote ${what} to ${to}`;
  }
}

/** Gates, consequences and the request that there is. */
function Preview({ option }: { option: TransitionOption }) {
  return (
    <>
      <div className={styles.part}>
        <h3 className={styles.subtitle}>Gates</h3>
        <GateList gates={option.gates} />
      </div>
      <div className={styles.part}>
        <h3 className={styles.subtitle}>What else happens</h3>
        <Consequences consequences={option.consequences} />
      </div>
      {option.approval && <ApprovalNote approval={option.approval} />}
    </>
  );
}

const ICONS: Record<Consequence['kind'], RemixiconComponentType> = {
  deploy: RiRocketLine,
  undeploy: RiStopCircleLine,
  demote: RiArrowDownLine,
};

function Consequences({ consequences }: { consequences: readonly Consequence[] }) {
  if (consequences.length === 0) {
    return (
      <p className={styles.note}>Nothing: endpoints and the other versions stay as they are.</p>
    );
  }
  return (
    <ul className={styles.consequences}>
      {consequences.map(({ kind, message }, index) => {
        const Icon = ICONS[kind];
        return (
          <li key={index} className={styles.consequence}>
            <Icon size={16} aria-hidden="true" />
            {message}
          </li>
        );
      })}
    </ul>
  );
}

/** Why the button can't be pressed, where no request for approval says so already. */
function Hindrance({ state: { kind, refusal, note } }: { state: TransitionState }) {
  if (note !== undefined && refusal === undefined) {
    return (
      <Alert role="status" status="info" icon title="Not with approval alone" description={note} />
    );
  }
  return refusal !== undefined && kind !== 'wait' ? (
    <Alert role="status" status="warning" icon title="Not yet" description={refusal} />
  ) : null;
}
