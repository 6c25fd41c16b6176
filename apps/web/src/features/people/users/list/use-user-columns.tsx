import { Group, Progress, Text } from '@mantine/core';
import { listed } from '@muster/contracts/kit/fields';
import { userFields } from '@muster/contracts/people/user-fields';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { UserStatusBadge } from '../../../../platform/people/UserStatusBadge.tsx';
import { useMe } from '../../../../platform/session/me.tsx';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { Person } from '../../../../platform/ui/person/Person.tsx';
import { fieldColumn } from '../fields/field-column.tsx';
import { InvitationLine } from '../InvitationLine.tsx';
import { offeredActions } from '../offered-actions.ts';
import type { User } from '../user.ts';
import { GroupChips } from './GroupChips.tsx';
import classes from './users.module.css';

/**
 * The columns of the list of users.
 * @param onCorrect opens the dialog that corrects the address
 */
export function useUserColumns(onCorrect: (user: User) => void): readonly Column<User>[] {
  const t = useTranslations('users.column');
  const tf = useTranslations('platform.people.field');
  const me = useMe();
  return useMemo(
    () => [
      {
        id: 'person',
        header: t('person'),
        sort: 'name',
        onPhone: 'title',
        cell: (user) => (
          <div className={classes.person}>
            <Person name={user.name} email={user.email} to={paths.user(user.id)} />
          </div>
        ),
      },
      {
        id: 'groups',
        header: t('groups'),
        width: '1%',
        cell: (user) => <GroupChips groups={user.groups} />,
      },
      ...listed(userFields).map((field) => fieldColumn(field, tf(field))),
      {
        id: 'status',
        header: t('status'),
        width: '1%',
        cell: (user) => <UserStatusBadge status={user.status} />,
      },
      {
        id: 'invitation',
        header: t('invitation'),
        cell: (user) => {
          const offered = offeredActions(user, { userId: me.user.id, permissions: me.permissions });
          return (
            <InvitationLine user={user} onCorrect={offered.has('correctAddress') ? onCorrect : undefined} />
          );
        },
      },
      {
        id: 'lastLoginAt',
        header: t('lastLogin'),
        sort: 'lastLoginAt',
        width: '1%',
        cell: ({ lastLoginAt }) =>
          lastLoginAt ? (
            <RelativeTime value={lastLoginAt} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('never')}
            </Text>
          ),
      },
      {
        id: 'progress',
        onPhone: 'hidden',
        header: t('progress'),
        width: '1%',
        cell: ({ progress, name }) =>
          progress ? (
            <Group gap="xs" wrap="nowrap">
              <Progress value={progress.percent} w={64} size="sm" aria-label={t('progressOf', { name })} />
              <Text size="xs" c="dimmed">
                {t('percent', { percent: progress.percent / 100 })}
              </Text>
            </Group>
          ) : (
            <Text size="sm" c="dimmed">
              –
            </Text>
          ),
      },
    ],
    [t, tf, me, onCorrect],
  );
}
