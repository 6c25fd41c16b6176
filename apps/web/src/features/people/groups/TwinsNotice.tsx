import { Alert, Group as Row, Stack, Text } from '@mantine/core';
import { groups } from '@muster/contracts/people/groups';
import { IconArrowMerge } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { useCan } from '../../../platform/session/me.tsx';
import { ButtonLink } from '../../../platform/ui/layout/ButtonLink.tsx';
import type { Group } from './group.ts';

/** Names the groups that have the same name as an older one, and leads to where they are merged. */
export function TwinsNotice() {
  const t = useTranslations('groups.twins');
  const query = { twins: 'true', sort: 'createdAt', limit: 200 } as const;
  const found = useCall(groups.list, { query }, { enabled: useCan('groups:write') });
  const twins = found.data?.data ?? [];
  const later = twins.filter(
    ({ id, twinIds }) => twins.find((one) => one.id === id || twinIds.includes(one.id))?.id !== id,
  );
  if (later.length === 0) return null;
  return (
    <Alert mb="md" icon={<IconArrowMerge aria-hidden />} title={t('title')}>
      <Text size="sm">{t('text')}</Text>
      <Stack gap="xs" mt="sm">
        {later.map((group: Group) => (
          <Row key={group.id} justify="space-between">
            <Text size="sm">{t('group', { name: group.name, count: group.userCount })}</Text>
            <ButtonLink to={paths.mergeGroup(group.id)} label={t('mergeOf', { name: group.name })}>
              {t('merge')}
            </ButtonLink>
          </Row>
        ))}
      </Stack>
    </Alert>
  );
}
