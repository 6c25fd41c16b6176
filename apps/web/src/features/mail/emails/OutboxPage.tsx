import { EmailTemplateKey } from '@muster/contracts/catalogue';
import { emails } from '@muster/contracts/mail/emails';
import { Delivery } from '@muster/contracts/people/invitations';
import { IconSend } from '@tabler/icons-react';
import { Outlet, useLocation, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import type { Email } from '../../../platform/emails/EmailContent.tsx';
import { EmailDrawer } from '../../../platform/emails/EmailDrawer.tsx';
import { paths } from '../../../platform/paths.ts';
import { useCan } from '../../../platform/session/me.tsx';
import { DataTable } from '../../../platform/table/grid/DataTable.tsx';
import { FilterMenu } from '../../../platform/table/list/FilterMenu.tsx';
import { ListToolbar } from '../../../platform/table/list/ListToolbar.tsx';
import { SearchField } from '../../../platform/table/list/SearchField.tsx';
import { useListQuery, valuesOf } from '../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { RetryAll } from './RetryAll.tsx';
import { RetrySelected } from './RetrySelected.tsx';
import { useEmailColumns } from './use-email-columns.tsx';

/** The outbox: every e-mail of the account with its delivery status. */
export function OutboxPage() {
  const t = useTranslations('emails');
  const te = useTranslations('platform.emails');
  const { search } = useLocation();
  const { query, patch, isFiltered, clear } = useListQuery(emails.list);
  const list = useList(emails.list, { query });
  const columns = useEmailColumns();
  const mayRetry = useCan('emails:write');
  return (
    <>
      <ListToolbar
        total={list.total === undefined ? undefined : t('total', { count: list.total })}
        isFiltered={isFiltered}
        onClear={clear}
      >
        <SearchField label={t('search')} value={query.q} onChange={(q) => patch({ q })} />
        <FilterMenu
          label={t('filter.status')}
          options={Delivery.options.map((value) => ({ value, label: te(`delivery.${value}`) }))}
          selected={valuesOf(query.status)}
          onChange={(status) => patch({ status })}
        />
        <FilterMenu
          label={t('filter.template')}
          options={EmailTemplateKey.options.map((value) => ({ value, label: te(`template.${value}`) }))}
          selected={valuesOf(query.template)}
          onChange={(template) => patch({ template })}
        />
        {mayRetry ? <RetryAll /> : null}
      </ListToolbar>
      <DataTable<Email>
        label={t('title')}
        list={list}
        columns={columns}
        rowName={(email) => t('row', { subject: email.subject, to: email.to })}
        rowTo={(email) => `${paths.email(email.id)}${search}`}
        {...(mayRetry ? { bulkActions: (selection) => <RetrySelected selection={selection} /> } : {})}
        sort={{
          value: query.sort ?? '-createdAt',
          onChange: (sort) => patch({ sort: sort as typeof query.sort }),
        }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState icon={IconSend} title={t('empty.title')}>
            {t('empty.text')}
          </EmptyState>
        }
      />
      <Outlet />
    </>
  );
}

/** One e-mail of the outbox, in a drawer. The list behind it keeps its search and filters. */
export function OutboxEmailDrawer() {
  const { id = '' } = useParams();
  return <EmailDrawer id={id} backTo={paths.outbox()} />;
}
