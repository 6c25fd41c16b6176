import { Paper, Text } from '@mantine/core';
import { createTranslator, useTranslations } from 'use-intl';
import { useMe } from '../../../platform/session/use-me.ts';
import { AccountLogo } from '../../../platform/ui/AccountLogo.tsx';
import german from '../messages/de.json';
import english from '../messages/en.json';
import type { NewUser } from './draft.ts';
import classes from './InvitationPreview.module.css';

interface InvitationPreviewProps {
  user: NewUser;
  isSent: boolean;
}

/** The invitation as the new user will get it: in their language, with the account's name, colour and logo. */
export function InvitationPreview({ user, isSent }: InvitationPreviewProps) {
  const t = useTranslations('users.add.preview');
  const me = useMe();
  const { account } = me;
  const locale = user.locale || account.locale;
  const mail = createTranslator({
    locale,
    messages: locale === 'de' ? german : english,
    namespace: 'invitationMail',
  });
  const address = user.email.trim() || t('somebody');
  const parts = {
    account: account.name,
    admin: me.user.name,
    name: user.firstName.trim() || user.lastName.trim() || address,
    groups: new Intl.ListFormat(locale).format(user.groups.map(({ name }) => name)),
    count: user.groups.length,
  };
  return (
    <aside aria-label={t('label')} className={classes.aside}>
      <Text size="sm" fw={600} mb={6}>
        {isSent ? t('title') : t('titleLater')}
      </Text>
      <Paper className={classes.mail} data-muted={isSent ? undefined : true} lang={locale}>
        <div className={classes.head}>
          <div className={classes.field}>
            {t('to')} <bdi>{address}</bdi>
          </div>
          <div className={classes.subject}>{mail('subject', parts)}</div>
        </div>
        <div className={classes.body}>
          <div className={classes.brand}>
            <AccountLogo name={account.name} logoUrl={account.logoUrl} size={24} />
            <span>{account.name}</span>
          </div>
          <p className={classes.heading}>{mail('heading', parts)}</p>
          <p>{mail('greeting', parts)}</p>
          <p>{mail('text', parts)}</p>
          <p>{mail('password')}</p>
          <span className={classes.button}>{mail('button')}</span>
        </div>
      </Paper>
    </aside>
  );
}
