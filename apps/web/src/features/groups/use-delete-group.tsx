import { Menu } from '@mantine/core';
import { groups } from '@muster/contracts/groups';
import { IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { notify } from '../../platform/notify.tsx';
import { useCan } from '../../platform/session/Can.tsx';
import { ConfirmAction } from '../../platform/ui/ConfirmAction.tsx';
import type { Group } from './group.ts';

interface GroupDeletion {
  readonly menuItem: (group: Group) => ReactNode;
  /** Render it once beside the menus. */
  readonly dialog: ReactNode;
}

/** Deleting a group, from the list and from its page: the group goes, its users stay. */
export function useDeleteGroup(onDeleted?: () => void): GroupDeletion {
  const t = useTranslations('groups.delete');
  const mayDelete = useCan('groups:write');
  const [asked, setAsked] = useState<{ group: Group; isOpen: boolean }>();

  const menuItem = (group: Group) =>
    mayDelete ? (
      <>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => setAsked({ group, isOpen: true })}
        >
          {t('confirm')}
        </Menu.Item>
      </>
    ) : null;

  const dialog = asked ? (
    <ConfirmAction
      endpoint={groups.delete}
      input={asked.isOpen ? { params: { id: asked.group.id } } : null}
      invalidates={['groups', 'users', 'auditEvents']}
      title={t('title', { name: asked.group.name })}
      confirmLabel={t('confirm')}
      onClose={() => setAsked({ ...asked, isOpen: false })}
      onDone={() => {
        notify(t('done', { name: asked.group.name }));
        onDeleted?.();
      }}
    >
      {t('text', { count: asked.group.userCount })}
    </ConfirmAction>
  ) : null;
  return { menuItem, dialog };
}
