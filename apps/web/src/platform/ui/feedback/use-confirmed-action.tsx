import { Menu } from '@mantine/core';
import type { CallInput, Endpoint } from '@muster/contracts/kit/endpoint';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Noun } from '../../api/invalidation.ts';
import { notify } from '../../notify.tsx';
import { ConfirmAction } from './ConfirmAction.tsx';
import { useDialogTarget } from './use-dialog-target.ts';

interface ConfirmedActionOptions<T, E> {
  /** Whether the person may do it; otherwise no menu offers it. */
  readonly isAllowed: boolean;
  readonly input: (thing: T) => CallInput<E>;
  readonly invalidates: readonly Noun[];
  /** The verb, in the menu and on the dialog's button: "Delete". */
  readonly label: string;
  /** A question that names the thing. */
  readonly title: (thing: T) => string;
  /** The effect on it, and on whatever depends on it. */
  readonly text: (thing: T) => ReactNode;
  /** The text of the success notification. */
  readonly done: (thing: T) => string;
  readonly onDone?: (() => void) | undefined;
}

interface ConfirmedAction<T> {
  /** The last item of a "…" menu. */
  readonly menuItem: (thing: T) => ReactNode;
  /** Render it once beside the menus. */
  readonly dialog: ReactNode;
}

/**
 * Deletes one thing, from a list or its page: offers it in the "…" menu, and asks for confirmation.
 * @param endpoint the endpoint that deletes it
 */
export function useConfirmedAction<T, const E extends Endpoint>(
  endpoint: E,
  { isAllowed, input, invalidates, label, title, text, done, onDone }: ConfirmedActionOptions<T, E>,
): ConfirmedAction<T> {
  const { target, isOpen, open, close } = useDialogTarget<T>();

  const menuItem = (thing: T) =>
    isAllowed ? (
      <>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => open(thing)}>
          {label}
        </Menu.Item>
      </>
    ) : null;

  const dialog =
    target === undefined ? null : (
      <ConfirmAction
        endpoint={endpoint}
        input={isOpen ? input(target) : null}
        invalidates={invalidates}
        title={title(target)}
        confirmLabel={label}
        onClose={close}
        onDone={() => {
          notify(done(target));
          onDone?.();
        }}
      >
        {text(target)}
      </ConfirmAction>
    );
  return { menuItem, dialog };
}
