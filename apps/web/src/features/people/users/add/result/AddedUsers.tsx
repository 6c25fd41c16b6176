import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../../../../platform/paths.ts';
import { UserStatusBadge } from '../../../../../platform/people/UserStatusBadge.tsx';
import { ButtonLink } from '../../../../../platform/ui/layout/ButtonLink.tsx';
import { Person } from '../../../../../platform/ui/person/Person.tsx';
import type { Entry } from '../addresses/parse-addresses.ts';
import type { Added } from '../use-add-users.ts';
import { ExistingUsers } from './ExistingUsers.tsx';
import { OutcomeList } from './OutcomeList.tsx';
import { nameOf, outcomesOf } from './outcomes.ts';
import classes from './result.module.css';

interface AddedUsersProps {
  added: Added;
  onAddMore: () => void;
  /** Returns to the form with the people who were not added. */
  onTryAgain: (entries: readonly Entry[]) => void;
}

/** The result for each address, failures first, and the next steps. */
export function AddedUsers({ added, onAddMore, onTryAgain }: AddedUsersProps) {
  const t = useTranslations('users.add.result');
  const format = useFormatter();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { created, exists, invalid, noSeat } = outcomesOf(added);
  const { invited } = added.answer.summary;
  const [first] = created;
  const only = created.length === 1 && added.entries.length === 1 ? first : undefined;
  const failed = [...invalid, ...noSeat].sort((one, other) => one.index - other.index);
  const status = invited > 0 ? 'invited' : 'added';
  return (
    <Paper p={{ base: 'md', sm: 'lg' }} maw={720} component="section">
      <Group gap="xs" mb={4} wrap="nowrap" align="flex-start">
        {failed.length > 0 || !first ? (
          <IconAlertTriangle size={22} color="var(--mantine-color-orange-light-color)" aria-hidden />
        ) : (
          <IconCircleCheck size={22} color="var(--mantine-color-teal-6)" aria-hidden />
        )}
        <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none', overflowWrap: 'anywhere' }}>
          {only ? t('titleOne', { name: nameOf(only.entry) }) : t('title', { count: created.length })}
        </Title>
      </Group>
      <Text size="sm" c="dimmed">
        {created.length > 0
          ? t('sent', {
              invited,
              count: created.length,
              email: only?.entry.email ?? '',
              isOne: only ? 'yes' : 'no',
            })
          : t('nobody')}
      </Text>
      {created.length > 0 && added.values.groups.length > 0 ? (
        <Text size="sm" c="dimmed" mt={4}>
          {t('groups', { groups: format.list(added.values.groups.map(({ name }) => name)) })}
        </Text>
      ) : null}
      <OutcomeList
        title={t('invalid', { count: invalid.length })}
        items={invalid}
        keyOf={({ index }) => String(index)}
      >
        {({ entry, errors = [] }) => (
          <span className={classes.reason}>
            <bdi>{entry.email}</bdi>{' '}
            <Text span c="dimmed" inherit>
              {errors.map(({ detail }) => detail).join(' ')}
            </Text>
          </span>
        )}
      </OutcomeList>
      <OutcomeList
        title={t('noSeat', { count: noSeat.length })}
        items={noSeat}
        keyOf={({ index }) => String(index)}
      >
        {({ entry }) => <Person name={nameOf(entry)} email={entry.email} />}
      </OutcomeList>
      <ExistingUsers outcomes={exists} />
      <OutcomeList
        title={t('created', { count: created.length })}
        items={created}
        keyOf={({ index }) => String(index)}
      >
        {({ entry, userId }) => (
          <>
            <Person
              name={nameOf(entry)}
              email={entry.email}
              {...(userId ? { to: paths.user(userId) } : {})}
            />
            <UserStatusBadge status={status} />
          </>
        )}
      </OutcomeList>
      <Group mt="lg" gap="xs">
        {failed.length > 0 ? (
          <Button onClick={() => onTryAgain(failed.map(({ entry }) => entry))}>
            {t('tryAgain', { count: failed.length })}
          </Button>
        ) : null}
        <Button {...(failed.length > 0 ? { variant: 'default' } : {})} onClick={onAddMore}>
          {t('another')}
        </Button>
        {only?.userId ? (
          <ButtonLink to={paths.user(only.userId)}>{t('open')}</ButtonLink>
        ) : (
          <ButtonLink to={paths.users()}>{t('toUsers')}</ButtonLink>
        )}
      </Group>
    </Paper>
  );
}
