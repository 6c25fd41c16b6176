import { Button, Group, Text, TextInput } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useTranslations } from 'use-intl';
import { instantOf, localTimeOf } from '../../../../platform/days.ts';
import { NounDrawer, useDrawerForm } from '../../../../platform/form/NounDrawer.tsx';
import { paths } from '../../../../platform/paths.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import { useEndpoint } from '../webhook-endpoint.ts';

const hourMs = 3_600_000;
/** The most common start times, in hours before now. */
const presets = [1, 24, 168] as const;
const longestHours = 30 * 24;

/** Replays all events since a given time, in a drawer beside the endpoint's page. */
export function ReplayDrawer() {
  const t = useTranslations('webhookEndpoints.replay');
  const { timeZone } = useMe().account;
  const { id, url } = useEndpoint();
  const ago = (hours: number) => localTimeOf(new Date(Date.now() - hours * hourMs), timeZone);
  const form = useDrawerForm(webhookEndpoints.replay, {
    backTo: paths.webhook(id),
    initialValues: { since: ago(1) } as { since: string } & Record<string, unknown>,
    toInput: ({ since }) => ({
      params: { id },
      body: { since: since ? instantOf(since, timeZone).toISOString() : '' },
    }),
    invalidates: ['webhookEndpoints', 'webhookDeliveries'],
    done: ({ count }) => t('done', { count }),
  });
  return (
    <NounDrawer title={t('title')} form={form} submit={t('submit')} isUnguarded>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('text', { url })}
      </Text>
      <div>
        <TextInput
          type="datetime-local"
          label={t('since')}
          description={t('zone', { timeZone: timeZone.replaceAll('_', ' ') })}
          min={ago(longestHours)}
          max={ago(0)}
          data-autofocus
          {...form.field('since')}
        />
        <Group gap={6} mt={8}>
          {presets.map((hours) => (
            <Button
              key={hours}
              size="compact-sm"
              variant="default"
              onClick={() => form.form.setFieldValue('since', ago(hours))}
            >
              {t('ago', { hours, days: hours / 24 })}
            </Button>
          ))}
        </Group>
      </div>
    </NounDrawer>
  );
}
