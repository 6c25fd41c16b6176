import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { UserStatusBadge } from '../../../platform/people/UserStatusBadge.tsx';
import { Person } from '../../../platform/ui/Person.tsx';
import type { User } from '../user.ts';

interface AddedUsersProps {
  user: User;
  onAddAnother: () => void;
}

/** What happened to each address, and what to do next. */
export function AddedUsers({ user, onAddAnother }: AddedUsersProps) {
  const t = useTranslations('users.add.result');
  const format = useFormatter();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isInvited = user.invitation !== null;
  return (
    <Paper p="lg" maw={640} component="section">
      <Group gap="xs" mb={4} wrap="nowrap">
        <IconCircleCheck size={22} color="var(--mantine-color-teal-6)" aria-hidden />
        <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {t('title', { name: user.name })}
        </Title>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {isInvited ? t('invited', { email: user.email }) : t('notInvited')}
      </Text>
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        <Group component="li" justify="space-between" wrap="nowrap" gap="sm">
          <Person name={user.name} email={user.email} to={paths.user(user.id)} />
          <UserStatusBadge status={user.status} />
        </Group>
      </Stack>
      {user.groups.length > 0 ? (
        <Text size="sm" c="dimmed" mt="sm">
          {t('groups', { groups: format.list(user.groups.map(({ name }) => name)) })}
        </Text>
      ) : null}
      <Group mt="lg" gap="xs">
        <Button onClick={onAddAnother}>{t('another')}</Button>
        <Button component={Link} to={paths.user(user.id)} variant="default">
          {t('open')}
        </Button>
      </Group>
    </Paper>
  );
}
