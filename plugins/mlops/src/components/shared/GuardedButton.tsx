import { Button, type ButtonProps } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { useId } from 'react';
import styles from './GuardedButton.module.css';

interface GuardedButtonProps extends Omit<ButtonProps, 'isDisabled'> {
  /** Why the action can't be taken now; without a reason it can. */
  refusal?: string;
  isDisabled?: boolean;
}

/** An action that stays visible when it can't be taken, and says why. */
export function GuardedButton({ refusal, isDisabled, ...button }: GuardedButtonProps) {
  const reasonId = useId();
  return (
    <span className={styles.guarded}>
      <Button
        {...button}
        isDisabled={isDisabled || refusal !== undefined}
        aria-describedby={refusal ? reasonId : undefined}
      />
      {refusal && (
        <span id={reasonId} className={styles.reason}>
          <RiLockLine size={14} aria-hidden="true" />
          {refusal}
        </span>
      )}
    </span>
  );
}
