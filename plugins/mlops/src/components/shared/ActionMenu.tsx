import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiLockLine, RiMore2Line } from '@remixicon/react';
import { useEffect, useRef, type ReactElement } from 'react';
import styles from './ActionMenu.module.css';

export interface MenuAction {
  id: string;
  /** Ends with an ellipsis where a dialog follows. */
  label: string;
  icon?: ReactElement;
  /** Why the action can't be taken now; without a reason it can. */
  refusal?: string;
  isDestructive?: boolean;
  onAction(): void;
}

interface ActionMenuProps {
  /** What the actions are done to: `Actions on version 2`. */
  label: string;
  /** Undefined while it isn't known yet what can be done. */
  actions: MenuAction[] | undefined;
  onOpen?(): void;
}

/** Actions in one menu; those that can't be taken stay in it and say why. */
export function ActionMenu({ label, actions, onOpen }: ActionMenuProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const take = (action: MenuAction) => {
    // A dialog gives the focus back to where it came from: the item of the menu will be gone by then.
    trigger.current?.focus();
    action.onAction();
  };
  return (
    <MenuTrigger onOpenChange={isOpen => isOpen && onOpen?.()}>
      <ButtonIcon
        ref={trigger}
        size="small"
        variant="secondary"
        icon={<RiMore2Line />}
        aria-label={label}
      />
      <Menu aria-label={label} placement="bottom end">
        {actions === undefined && (
          <MenuItem id="loading" className={styles.item} isDisabled>
            Looking what can be done…
          </MenuItem>
        )}
        {(actions ?? []).map(action =>
          action.refusal === undefined ? (
            <MenuItem
              key={action.id}
              id={action.id}
              className={styles.item}
              iconStart={action.icon}
              color={action.isDestructive ? 'danger' : 'primary'}
              onAction={() => take(action)}
            >
              {action.label}
            </MenuItem>
          ) : (
            <MenuItem
              key={action.id}
              id={action.id}
              className={styles.item}
              iconStart={<RiLockLine aria-hidden="true" className={styles.lock} />}
              aria-label={`${action.label} Not available: ${action.refusal}`}
              textValue={action.label}
              shouldCloseOnSelect={false}
            >
              <Unavailable label={action.label} refusal={action.refusal} />
            </MenuItem>
          ),
        )}
      </Menu>
    </MenuTrigger>
  );
}

/**
 * An item that the arrow keys still reach, so that its reason can be read: react-aria passes over items that are disabled
 * in its own sense.
 */
function Unavailable({ label, refusal }: { label: string; refusal: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const item = ref.current?.closest('[role=menuitem]');
    item?.setAttribute('aria-disabled', 'true');
    // The item stays when what stood against it goes, such as a permission that was still being asked for.
    return () => item?.removeAttribute('aria-disabled');
  });
  return (
    <span ref={ref} className={styles.unavailable}>
      <span>{label}</span>
      <span className={styles.refusal}>{refusal}</span>
    </span>
  );
}
