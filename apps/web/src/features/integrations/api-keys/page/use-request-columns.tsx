import { Badge, Group, Text } from '@mantine/core';
import type { apiKeys } from '@muster/contracts/integrations/api-keys';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { RowOf } from '../../../../platform/api/query.ts';
import { documentation } from '../../../../platform/paths.ts';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import classes from './page.module.css';

type Request = RowOf<typeof apiKeys.requests>;

/** The columns of a key's request log. */
export function useRequestColumns(): readonly Column<Request>[] {
  const t = useTranslations('apiKeys.requests.column');
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: 'time',
        header: t('time'),
        sort: 'time',
        width: '1%',
        cell: ({ time }) => <RelativeTime value={time} />,
      },
      {
        id: 'route',
        header: t('request'),
        onPhone: 'title',
        cell: ({ method, route }) => (
          <code className={classes.route}>
            <b>{method}</b> {route}
          </code>
        ),
      },
      { id: 'status', header: t('status'), cell: (request) => <Status request={request} /> },
      {
        id: 'durationMs',
        header: t('duration'),
        align: 'end',
        width: '1%',
        cell: ({ durationMs }) => (
          <span className={classes.number}>
            {t('milliseconds', { value: format.number(durationMs, { maximumFractionDigits: 0 }) })}
          </span>
        ),
      },
      {
        id: 'ipAddress',
        header: t('address'),
        width: '1%',
        onPhone: 'hidden',
        cell: ({ ipAddress }) => <bdi className={classes.number}>{ipAddress ?? '–'}</bdi>,
      },
    ],
    [t, format],
  );
}

function Status({ request: { status, code, replayed } }: { request: Request }) {
  const t = useTranslations('apiKeys.requests');
  const color = status >= 500 ? 'red' : status >= 400 ? 'orange' : 'teal';
  return (
    <Group gap={6} wrap="nowrap">
      <Badge variant="light" color={color}>
        {status}
      </Badge>
      {code ? (
        <Text
          component="a"
          href={documentation.problem(code)}
          target="_blank"
          rel="noreferrer"
          size="xs"
          ff="monospace"
          className={classes.code}
        >
          {code}
        </Text>
      ) : null}
      {replayed ? (
        <Badge variant="default" size="sm" title={t('replayedHint')} style={{ flexShrink: 0 }}>
          {t('replayed')}
        </Badge>
      ) : null}
    </Group>
  );
}
