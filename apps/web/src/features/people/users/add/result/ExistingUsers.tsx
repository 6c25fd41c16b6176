import { Button, Group } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../../platform/api/query.ts';
import { paths } from '../../../../../platform/paths.ts';
import { UserStatusBadge } from '../../../../../platform/people/UserStatusBadge.tsx';
import { useCan } from '../../../../../platform/session/me.tsx';
import { Person } from '../../../../../platform/ui/person/Person.tsx';
import { useInvite } from '../../use-invite.tsx';
import { keyOf } from '../addresses/parse-addresses.ts';
import { OutcomeList } from './OutcomeList.tsx';
import { nameOf, type Outcome } from './outcomes.ts';

/** People who were users already. Nothing was changed, but their invitation can be sent again. */
export function ExistingUsers({ outcomes }: { outcomes: readonly Outcome[] }) {
  const t = useTranslations('users.add.result');
  const mayInvite = useCan('invitations:write');
  const mayCorrect = useCan('users:write');
  const { invite, isInviting, dialogs } = useInvite(() => mayCorrect);
  const emails = outcomes.map(({ entry }) => keyOf(entry.email));
  const { data } = useCall(users.lookUp, { body: { emails } }, { enabled: emails.length > 0 });
  const known = new Map(data?.data.map(({ email, user }) => [keyOf(email), user]));
  return (
    <>
      <OutcomeList
        title={t('existing', { count: outcomes.length })}
        items={outcomes}
        keyOf={({ index }) => String(index)}
      >
        {({ entry, userId }) => {
          const user = known.get(keyOf(entry.email));
          const isOpen = user?.status === 'added' || user?.status === 'invited';
          return (
            <>
              <Person
                name={user?.name ?? nameOf(entry)}
                email={user?.email ?? entry.email}
                {...(userId ? { to: paths.user(userId) } : {})}
              />
              <Group gap="xs">
                {user ? <UserStatusBadge status={user.status} /> : null}
                {user && isOpen && mayInvite ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={isInviting}
                    onClick={() => invite(user)}
                  >
                    {user.status === 'added' ? t('invite') : t('resend')}
                  </Button>
                ) : null}
              </Group>
            </>
          );
        }}
      </OutcomeList>
      {dialogs}
    </>
  );
}
