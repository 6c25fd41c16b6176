import { Group } from '@mantine/core';
import { type MailboxMessage, mailbox } from '@muster/contracts/instance/mailbox';
import { IconMailbox } from '@tabler/icons-react';
import { useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { useList } from '../../../platform/api/query.ts';
import { LanguageSelect } from '../../../platform/i18n/LanguageSelect.tsx';
import { SearchField } from '../../../platform/table/list/SearchField.tsx';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { Brand } from '../../../platform/ui/layout/PublicPage.tsx';
import classes from './Mailbox.module.css';
import { MessageList } from './MessageList.tsx';
import { MessageView } from './MessageView.tsx';
import { recipientFilter } from './recipient-filter.ts';

type Message = z.input<typeof MailboxMessage>;

const refreshEvery = 4000;

/** Captured e-mails, newest first. Phones show either the list or one e-mail. */
export function MailboxPage() {
  const t = useTranslations('mailbox');
  const [search, setSearch] = useSearchParams();
  const { query, patch } = useListQuery(mailbox.list);
  const filter = recipientFilter(query.to);
  const list = useList(mailbox.list, { query: filter.query }, { every: refreshEvery });
  const messages = list.rows.filter(filter.matches);
  const open = messages.find((message) => message.id === search.get('message'));

  const show = (message: Message | undefined) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (message) next.set('message', message.id);
      else next.delete('message');
      return next;
    });

  return (
    <div className={classes.page} data-reading={open !== undefined || undefined}>
      <Group component="header" justify="space-between" className={classes.top}>
        <Brand />
        <LanguageSelect />
      </Group>
      <main className={classes.main}>
        <section className={classes.side} aria-label={t('title')}>
          <div className={classes.search}>
            <PageHeader title={t('title')} description={t('text')} />
            <SearchField isWide label={t('search')} value={query.to} onChange={(to) => patch({ to })} />
          </div>
          <MessageList
            list={{ ...list, rows: messages }}
            openId={open?.id}
            isFiltered={!!query.to}
            onOpen={show}
          />
        </section>
        <section className={classes.reading} aria-label={t('reading')}>
          {open ? (
            <MessageView key={open.id} message={open} onClose={() => show(undefined)} />
          ) : (
            <EmptyState icon={IconMailbox} title={t('choose.title')}>
              {t('choose.text')}
            </EmptyState>
          )}
        </section>
      </main>
    </div>
  );
}
