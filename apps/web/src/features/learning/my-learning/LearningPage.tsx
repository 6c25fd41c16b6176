import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { useMe } from '../../../platform/session/me.tsx';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { Details } from '../../../platform/ui/layout/Details.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { Section } from '../../../platform/ui/layout/Section.tsx';

/** An employee's home page: their courses, and what the company knows about them. */
export function LearningPage() {
  const t = useTranslations('myLearning');
  const format = useFormatter();
  const { user, account } = useMe();
  return (
    <Stack gap="lg" maw={820}>
      <div style={{ marginBottom: -16 }}>
        <PageHeader
          title={user.firstName ? t('greeting', { name: user.firstName }) : t('title')}
          description={t('text', { company: account.name })}
        />
      </div>
      <Section title={t('courses.title')}>
        <EmptyState icon={IconBook2} title={t('courses.empty.title')}>
          {t('courses.empty.text', { company: account.name })}
        </EmptyState>
      </Section>
      <Section title={t('you.title')} description={t('you.text', { company: account.name })}>
        <Details
          entries={[
            { term: t('you.name'), value: user.name },
            { term: t('you.email'), value: <bdi>{user.email}</bdi> },
            {
              term: t('you.groups'),
              value:
                user.groups.length > 0 ? (
                  <Group gap={6}>
                    {user.groups.map((group) => (
                      <Badge key={group.id} variant="default" maw="100%">
                        {group.name}
                      </Badge>
                    ))}
                  </Group>
                ) : (
                  <Text size="sm" c="dimmed">
                    {t('you.noGroups')}
                  </Text>
                ),
            },
            {
              term: t('you.since'),
              value: user.activatedAt
                ? format.dateTime(new Date(user.activatedAt), { dateStyle: 'long' })
                : null,
            },
            {
              term: t('you.help'),
              value: account.supportEmail ? (
                <a href={`mailto:${account.supportEmail}`}>{account.supportEmail}</a>
              ) : null,
            },
          ]}
        />
      </Section>
    </Stack>
  );
}
