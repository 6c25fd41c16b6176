import { groups } from '@muster/contracts/people/groups';
import { useTranslations } from 'use-intl';
import { useCan } from '../../../platform/session/me.tsx';
import { useConfirmedAction } from '../../../platform/ui/feedback/use-confirmed-action.tsx';
import type { Group } from './group.ts';

/** Deletes a group, from the list and from its page. Its users stay. */
export function useDeleteGroup(onDeleted?: () => void) {
  const t = useTranslations('groups.delete');
  return useConfirmedAction(groups.delete, {
    isAllowed: useCan('groups:write'),
    input: ({ id }: Group) => ({ params: { id } }),
    invalidates: ['groups', 'users', 'auditEvents'],
    label: t('confirm'),
    title: ({ name }) => t('title', { name }),
    text: ({ userCount }) => t('text', { count: userCount }),
    done: ({ name }) => t('done', { name }),
    onDone: onDeleted,
  });
}
