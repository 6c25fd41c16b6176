import { Badge, Group, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, Outlet } from 'react-router-dom';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { FieldFacts } from '../fields/FieldFacts.tsx';
import { InvitationLine } from '../InvitationLine.tsx';
import { useUser } from '../user.ts';
import { Fact } from './Fact.tsx';
import classes from './UserOverview.module.css';

/** A user's details, groups and progress. */
export function UserOverview() {
  const t = useTranslations('users.overview');
  const user = useUser();
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Card title={t('details')}>
          <Fact term={t('name')}>{[user.firstName, user.lastName].filter(Boolean).join(' ') || null}</Fact>
          <FieldFacts user={user} />
        </Card>
        <Card title={t('access')}>
          <Fact term={t('invitation')}>
            <InvitationLine user={user} />
          </Fact>
          {user.invitation?.status === 'pending' ? (
            <Fact term={t('expires')}>
              <Instant value={user.invitation.expiresAt} />
            </Fact>
          ) : null}
          <Fact term={t('added')}>
            <Instant value={user.createdAt} />
          </Fact>
          <Fact term={t('activated')}>
            {user.activatedAt ? <Instant value={user.activatedAt} /> : t('notYet')}
          </Fact>
          {user.deactivatedAt ? (
            <Fact term={t('deactivated')}>
              <Instant value={user.deactivatedAt} />
            </Fact>
          ) : null}
          <Fact term={t('lastLogin')}>
            {user.lastLoginAt ? <RelativeTime value={user.lastLoginAt} /> : t('never')}
          </Fact>
        </Card>
        <Card title={t('groups')} isList={false} isWide>
          {user.groups.length > 0 ? (
            <Group gap={6}>
              {user.groups.map(({ id, name }) => (
                <Badge
                  key={id}
                  component={Link}
                  to={paths.group(id)}
                  variant="default"
                  size="lg"
                  style={{ cursor: 'pointer' }}
                >
                  {name}
                </Badge>
              ))}
            </Group>
          ) : (
            <Text size="sm" c="dimmed">
              {t('noGroups')}
            </Text>
          )}
        </Card>
      </SimpleGrid>
      <Outlet context={user} />
    </>
  );
}

interface CardProps {
  title: string;
  isList?: boolean;
  isWide?: boolean;
  children: ReactNode;
}

function Card({ title, isList = true, isWide = false, children }: CardProps) {
  return (
    <Paper component="section" p="md" {...(isWide ? { style: { gridColumn: '1 / -1' } } : {})}>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      {isList ? <dl className={classes.facts}>{children}</dl> : children}
    </Paper>
  );
}

function Instant({ value }: { value: string }) {
  const format = useFormatter();
  return (
    <time dateTime={value}>
      {format.dateTime(new Date(value), { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  );
}
