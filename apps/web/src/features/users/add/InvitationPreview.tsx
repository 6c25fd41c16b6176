import { Paper, Text } from '@mantine/core';
import { EmailAddress, PersonName } from '@muster/contracts/primitives';
import { useTranslations } from 'use-intl';
import { EmailFrame } from '../../../platform/emails/EmailFrame.tsx';
import { useEmailPreview } from '../../../platform/emails/use-email-preview.ts';
import { useCan } from '../../../platform/session/Can.tsx';
import { useMe } from '../../../platform/session/use-me.ts';
import { ProblemAlert } from '../../../platform/ui/ProblemAlert.tsx';
import type { NewUser } from './draft.ts';
import classes from './InvitationPreview.module.css';

interface InvitationPreviewProps {
  user: NewUser;
  isSent: boolean;
}

/** The invitation as the new user will get it, made by the API. Not everybody may see the texts of mails. */
export function InvitationPreview({ user, isSent }: InvitationPreviewProps) {
  const t = useTranslations('users.add.preview');
  const maySee = useCan('email_templates:read');
  if (!maySee && !isSent) return null;
  return (
    <aside aria-label={t('label')} className={classes.aside}>
      <Text size="sm" fw={600} mb={6}>
        {isSent ? t('title') : t('titleLater')}
      </Text>
      {maySee ? (
        <Mail user={user} isSent={isSent} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('inWords', { email: user.email.trim() || t('somebody') })}
        </Text>
      )}
    </aside>
  );
}

function Mail({ user, isSent }: InvitationPreviewProps) {
  const t = useTranslations('users.add.preview');
  const { account } = useMe();
  const { preview, problem, retry } = useEmailPreview({
    params: { key: 'invitation' },
    query: { locale: user.locale || account.locale },
    body: { recipient: recipientOf(user) },
  });
  if (problem && !preview) return <ProblemAlert problem={problem} onRetry={retry} />;
  return (
    <Paper className={classes.mail} data-muted={isSent ? undefined : true} lang={preview?.locale}>
      <div className={classes.head}>
        <div className={classes.field}>
          {t('to')} <bdi>{user.email.trim() || t('somebody')}</bdi>
        </div>
        <div className={classes.subject}>{preview?.subject ?? ' '}</div>
      </div>
      {preview ? (
        <EmailFrame html={preview.html} title={t('mail')} width={520} height={440} />
      ) : (
        <div className={classes.waiting} />
      )}
    </Paper>
  );
}

/** What is typed so far, as far as it is valid: half an address is none. */
function recipientOf({ email, firstName, lastName, groups }: NewUser) {
  const names = { firstName, lastName };
  const valid = Object.entries(names).filter(
    ([, name]) => name.trim() !== '' && PersonName.safeParse(name).success,
  );
  return {
    ...(EmailAddress.safeParse(email).success ? { email: email.trim() } : {}),
    ...(Object.fromEntries(valid) as Partial<typeof names>),
    groupIds: groups.map(({ id }) => id).slice(0, 100),
  };
}
