import { Button, type ButtonProps } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { useId } from 'react';
import styles from './GuardedButton.module.css';

export interface GuardedAction extends Pick<
  ButtonProps,
  'variant' | 'destructive' | 'iconStart' | 'onPress'
> {
  label: string;
  /** What stands against this one alone. */
  refusal?: string;
}

interface GuardedGroupProps {
  /** What stands against all of them: it is said once. */
  refusal?: string;
  actions: GuardedAction[];
}

/** Actions beside each other that stay visible when they can't be taken, with the reasons after them. */
export function GuardedGroup({ refusal, actions }: GuardedGroupProps) {
  const id = useId();
  const reasons = [
    ...new Set(refusal === undefined ? actions.flatMap(action => action.refusal ?? []) : [refusal]),
  ];
  return (
    <span className={styles.guarded}>
      {actions.map(({ label, refusal: own, ...button }) => {
        const reason = refusal ?? own;
        return (
          <Button
            key={label}
            {...button}
            isDisabled={reason !== undefined}
            aria-describedby={reason && `${id}-${reasons.indexOf(reason)}`}
          >
            {label}
          </Button>
        );
      })}
      {reasons.map((reason, index) => (
        <span key={reason} id={`${id}-${index}`} className={styles.reason}>
          <RiLockLine size={14} aria-hidden="true" />
          {reason}
        </span>
      ))}
    </span>
  );
}
