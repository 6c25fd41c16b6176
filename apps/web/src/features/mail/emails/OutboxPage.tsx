import { EmailTemplateKey } from '@muster/contracts/catalogue';
import { Delivery } from '@muster/contracts/mail/delivery';
import { emails } from '@muster/contracts/mail/emails';
import { IconSend } from '@tabler/icons-react';
import { useLocation, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { EmailDrawer } from '../../../platform/emails/EmailDrawer.tsx';
import { OutboxNotice } from '../../../platform/emails/OutboxNotice.tsx';
import { useEmailTitle } from '../../../platform/emails/use-email-title.ts';
import { paths } from '../../../platform/paths.ts';
import { useCan } from '../../../platform/session/me.tsx';
import { FilterMenu } from '../../../platform/table/list/FilterMenu.tsx';
import { NounListPage } from '../../../platform/table/list/NounListPage.tsx';
import { useListQuery, valuesOf } from '../../../platform/table/list/use-list-query.ts';
import { RetryAll } from './RetryAll.tsx';
import { RetrySelected } from './RetrySelected.tsx';
import { useEmailColumns } from './use-email-columns.tsx';

/** The outbox: every e-mail of the account with its delivery status. */
export function OutboxPage() {
  const t = useTranslations('emails');
  const te = useTranslations('platform.emails');
  const titleOf = useEmailTitle();
  const { search } = useLocation();
  const address = useListQuery(emails.list);
  const { query, patch } = address;
  const list = useList(emails.list, { query });
  const columns = useEmailColumns();
  const mayRetry = useCan('emails:write');
  return (
    <NounListPage
      isTab
      title={t('title')}
      notice={<OutboxNotice />}
      list={list}
      address={address}
      defaultSort="-createdAt"
      search={t('search')}
      filters={
        <>
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
        </>
      }
      total={(count) => t('total', { count })}
      columns={columns}
      rowName={(email) => t('row', { subject: titleOf(email), to: email.to })}
      rowTo={(email) => `${paths.email(email.id)}${search}`}
      bulkActions={mayRetry ? (selection) => <RetrySelected selection={selection} /> : undefined}
      empty={{ icon: IconSend, title: t('empty.title'), text: t('empty.text') }}
    />
  );
}

/** One e-mail of the outbox, in a drawer. The list behind it keeps its search and filters. */
export function OutboxEmailDrawer() {
  const { id = '' } = useParams();
  return <EmailDrawer id={id} backTo={paths.outbox()} />;
}
