import { Button } from '@mantine/core';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { IconArrowBackUp, IconListCheck } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../../platform/api/query.ts';
import { OutboxNotice } from '../../../../../platform/emails/OutboxNotice.tsx';
import { paths } from '../../../../../platform/paths.ts';
import { useCan } from '../../../../../platform/session/me.tsx';
import { NounListPage } from '../../../../../platform/table/list/NounListPage.tsx';
import { BackLink } from '../../../../../platform/ui/layout/BackLink.tsx';
import { ButtonLink } from '../../../../../platform/ui/layout/ButtonLink.tsx';
import { useOperationColumns } from './use-operation-columns.tsx';
import { useOperationText } from './use-operation-text.ts';
import { useUndo } from './use-undo.tsx';

/** In milliseconds. A fallback in case live events do not arrive. */
const fallback = 10_000;

/** The bulk operations: who started them, when, the result, and an undo button. */
export function BulkOperationsPage() {
  const t = useTranslations('users.operations');
  const tl = useTranslations('users.list');
  const tu = useTranslations('platform.ui');
  const text = useOperationText();
  const list = useList(bulkOperations.list, {}, { every: fallback });
  const mayChange = useCan('users:write');
  const undoing = useUndo();
  const columns = useOperationColumns(
    mayChange
      ? ({ id }) => (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            disabled={undoing.isPending}
            onClick={() => undoing.undo(id)}
          >
            {tu('undo')}
          </Button>
        )
      : undefined,
  );
  return (
    <NounListPage
      title={t('title')}
      description={t('description')}
      above={<BackLink to={paths.users()}>{tl('title')}</BackLink>}
      notice={<OutboxNotice />}
      list={list}
      columns={columns}
      rowName={text.name}
      empty={{
        icon: IconListCheck,
        title: t('empty.title'),
        text: t('empty.text'),
        action: <ButtonLink to={paths.users()}>{t('empty.action')}</ButtonLink>,
      }}
    >
      {undoing.dialog}
    </NounListPage>
  );
}
