import { Badge, Group } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Details } from '../../../../platform/ui/layout/Details.tsx';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';
import { EnabledSwitch } from './EnabledSwitch.tsx';

/** An endpoint's properties. */
export function EndpointFacts({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations('webhookEndpoints.fact');
  const { events, lastSuccessAt, failingSince, createdAt, updatedAt } = endpoint;
  return (
    <Section title={t('title')} actions={<EnabledSwitch endpoint={endpoint} />}>
      <Details
        entries={[
          {
            term: t('events'),
            value: events.includes('*') ? (
              t('allEvents')
            ) : (
              <Group gap={4}>
                {events.map((type) => (
                  <Badge key={type} variant="default" size="md" fw={400} ff="monospace">
                    {type}
                  </Badge>
                ))}
              </Group>
            ),
          },
          {
            term: t('lastSuccess'),
            value: lastSuccessAt ? <RelativeTime value={lastSuccessAt} /> : t('never'),
          },
          { term: t('failingSince'), value: failingSince ? <RelativeTime value={failingSince} /> : null },
          {
            term: t('reader'),
            value: endpoint.createdBy ? <bdi>{endpoint.createdBy.name}</bdi> : t('readerUnknown'),
          },
          { term: t('created'), value: <RelativeTime value={createdAt} /> },
          { term: t('updated'), value: updatedAt === createdAt ? null : <RelativeTime value={updatedAt} /> },
        ]}
      />
    </Section>
  );
}
