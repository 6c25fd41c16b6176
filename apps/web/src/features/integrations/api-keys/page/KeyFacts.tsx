import { Badge, Group } from '@mantine/core';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { Details } from '../../../../platform/ui/layout/Details.tsx';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import type { ApiKey } from '../api-key.ts';

/** A key's properties. */
export function KeyFacts({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('apiKeys.fact');
  const {
    prefix,
    scopes,
    allowedIps,
    createdBy,
    createdByKey,
    lastUsedAt,
    lastUsedIp,
    expiresAt,
    rotatedAt,
  } = apiKey;
  return (
    <Section title={t('title')}>
      <Details
        entries={[
          { term: t('prefix'), value: <code>{prefix}…</code> },
          { term: t('scopes'), value: <Codes values={scopes} /> },
          {
            term: t('networks'),
            value: allowedIps.length > 0 ? <Codes values={allowedIps} /> : t('everywhere'),
          },
          {
            term: t('lastUsed'),
            value: lastUsedAt ? (
              <>
                <RelativeTime value={lastUsedAt} /> {lastUsedIp ? <bdi>({lastUsedIp})</bdi> : null}
              </>
            ) : (
              t('never')
            ),
          },
          { term: t('expires'), value: expiresAt ? <RelativeTime value={expiresAt} /> : t('neverExpires') },
          {
            term: t('created'),
            value: t.rich('createdBy', {
              time: () => <RelativeTime value={apiKey.createdAt} />,
              name: createdBy.name,
              person: (chunks) => <Link to={paths.user(createdBy.id)}>{chunks}</Link>,
            }),
          },
          {
            term: t('parent'),
            value: createdByKey ? <Link to={paths.apiKey(createdByKey.id)}>{createdByKey.name}</Link> : null,
          },
          { term: t('rotated'), value: rotatedAt ? <RelativeTime value={rotatedAt} /> : null },
        ]}
      />
    </Section>
  );
}

function Codes({ values }: { values: readonly string[] }) {
  return (
    <Group gap={4}>
      {values.map((value) => (
        <Badge key={value} variant="default" size="md" fw={400} ff="monospace">
          {value}
        </Badge>
      ))}
    </Group>
  );
}
