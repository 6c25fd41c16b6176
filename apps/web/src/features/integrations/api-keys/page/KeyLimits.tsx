import { Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { apiKeys, type RateLimitPolicy } from '@muster/contracts/integrations/api-keys';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { useCall } from '../../../../platform/api/query.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';

/** In milliseconds. Quotas refill while the page is open. */
const refreshEvery = 5000;

/** The remaining quota of a key and of its account. */
export function KeyLimits({ id }: { id: string }) {
  const t = useTranslations('apiKeys.limits');
  const limits = useCall(apiKeys.limits, { params: { id } }, { every: refreshEvery });
  return (
    <Section title={t('title')} description={t('text')}>
      {limits.data ? (
        <Stack gap="md">
          {limits.data.data.map((policy) => (
            <Meter key={policy.name} policy={policy} />
          ))}
        </Stack>
      ) : limits.error ? (
        <ProblemAlert problem={limits.error} onRetry={() => void limits.refetch()} />
      ) : (
        <Skeleton height={120} />
      )}
    </Section>
  );
}

function Meter({ policy }: { policy: z.input<typeof RateLimitPolicy> }) {
  const t = useTranslations('apiKeys.limits');
  const { name, limit, remaining, windowSeconds, resetSeconds } = policy;
  const used = limit - remaining;
  const share = limit === 0 ? 100 : (used / limit) * 100;
  const label = t(`name.${name}`);
  const values = { used, limit, minutes: Math.round(windowSeconds / 60), reset: resetSeconds };
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm">{label}</Text>
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {t('used', values)}
        </Text>
      </Group>
      <Progress
        value={share}
        size={5}
        color={share >= 100 ? 'red' : share >= 80 ? 'orange' : 'accent'}
        aria-label={`${label}: ${t('used', values)}`}
      />
      {used > 0 ? (
        <Text size="xs" c="dimmed" mt={3}>
          {t('reset', values)}
        </Text>
      ) : null}
    </div>
  );
}
