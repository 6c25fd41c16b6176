import { Menu } from '@mantine/core';
import type { Permission } from '@muster/contracts/catalogue';
import type { CallInput, Endpoint } from '@muster/contracts/kit/endpoint';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Noun } from '../../api/invalidation.ts';
import { notify } from '../../notify.tsx';
import { useCan } from '../../session/me.tsx';
import { ConfirmAction } from './ConfirmAction.tsx';
import { useDialogTarget } from './use-dialog-target.ts';

interface DeleteNounOptions<T> {
  /** Those without it are offered no deletion. */
  readonly permission: Permission;
  readonly invalidates: readonly Noun[];
  /** The verb, in the menu and on the dialog's button: "Delete". */
  readonly label: string;
  /** A question that names the thing. */
  readonly title: (thing: T) => string;
  /** The effect on it, and on whatever depends on it. */
  readonly text: (thing: T) => ReactNode;
  /** The text of the success notification. */
  readonly done: (thing: T) => string;
  /** The list to return to, from the page of the thing. */
  readonly backTo?: string | undefined;
}

interface DeleteNoun<T> {
  /** The last item of a "…" menu. */
  readonly menuItem: (thing: T) => ReactNode;
  /** Render it once beside the menus. */
  readonly dialog: ReactNode;
}

type DeleteEndpoint = Endpoint & { readonly method: 'DELETE' };

/**
 * Deletes one thing, from a list or its page: offers it in the "…" menu, asks for confirmation, and says when it is
 * done.
 * @param endpoint the endpoint that deletes it
 */
export function useDeleteNoun<T extends { readonly id: string }, const E extends DeleteEndpoint>(
  endpoint: E,
  { permission, invalidates, label, title, text, done, backTo }: DeleteNounOptions<T>,
): DeleteNoun<T> {
  const { target, isOpen, open, close } = useDialogTarget<T>();
  const navigate = useNavigate();
  const isAllowed = useCan(permission);

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
        input={isOpen ? ({ params: { id: target.id } } as CallInput<E>) : null}
        invalidates={invalidates}
        title={title(target)}
        confirmLabel={label}
        onClose={close}
        onDone={() => {
          notify(done(target));
          if (backTo) void navigate(backTo);
        }}
      >
        {text(target)}
      </ConfirmAction>
    );
  return { menuItem, dialog };
}
