import { groups } from '@muster/contracts/people/groups';
import { useTranslations } from 'use-intl';
import { useDeleteNoun } from '../../../platform/ui/feedback/use-delete-noun.tsx';
import type { Group } from './group.ts';

/**
 * Deletes a group, from the list and from its page. Its users stay.
 * @param backTo the list to return to, from the group's page
 */
export function useDeleteGroup(backTo?: string) {
  const t = useTranslations('groups.delete');
  return useDeleteNoun(groups.delete, {
    permission: 'groups:write',
    invalidates: ['groups', 'users', 'auditEvents'],
    label: t('confirm'),
    title: ({ name }: Group) => t('title', { name }),
    text: ({ userCount }) => t('text', { count: userCount }),
    done: ({ name }) => t('done', { name }),
    backTo,
  });
}
