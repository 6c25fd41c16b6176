import { Paper, Text } from '@mantine/core';
import { EmailAddress, PersonName } from '@muster/contracts/kit/primitives';
import { useTranslations } from 'use-intl';
import { EmailFrame } from '../../../../platform/emails/EmailFrame.tsx';
import { useEmailPreview } from '../../../../platform/emails/use-email-preview.ts';
import { useCan, useMe } from '../../../../platform/session/me.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import type { Entry } from './addresses/parse-addresses.ts';
import classes from './InvitationPreview.module.css';
import type { NewUsers } from './new-users.ts';
import type { Recipients } from './use-recipients.ts';

interface InvitationPreviewProps {
  values: NewUsers;
  recipients: Recipients;
}

/** Previews the invitation for the first new user, rendered by the API. Not everybody may see e-mails. */
export function InvitationPreview({ values, recipients }: InvitationPreviewProps) {
  const t = useTranslations('users.add.preview');
  const maySee = useCan('email_templates:read');
  const isSent = values.sendInvitation;
  if (!maySee && !isSent) return null;
  const [first = recipients.all[0]] = recipients.fresh;
  const person = first?.entry ?? { email: '', firstName: values.firstName, lastName: values.lastName };
  const others = Math.max(0, recipients.fresh.length - 1);
  return (
    <aside aria-label={t('label')} className={classes.aside}>
      <Text size="sm" fw={600} mb={6}>
        {isSent ? t('title') : t('titleLater')}
      </Text>
      {maySee ? (
        <Mail person={person} values={values} others={others} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('inWords', { email: person.email.trim() || t('somebody'), others })}
        </Text>
      )}
    </aside>
  );
}

interface MailProps {
  person: Entry;
  values: NewUsers;
  /** How many more people receive the e-mail. */
  others: number;
}

function Mail({ person, values, others }: MailProps) {
  const t = useTranslations('users.add.preview');
  const { account } = useMe();
  const { preview, problem, retry } = useEmailPreview({
    params: { key: 'invitation' },
    query: { locale: values.locale || account.locale },
    body: { recipient: recipientOf(person, values) },
  });
  if (problem && !preview) return <ProblemAlert problem={problem} onRetry={retry} />;
  return (
    <Paper
      className={classes.mail}
      data-muted={values.sendInvitation ? undefined : true}
      lang={preview?.locale}
    >
      <div className={classes.head}>
        <div className={classes.field}>
          {t('to')} <bdi>{person.email.trim() || t('somebody')}</bdi>
          {others > 0 ? <span> {t('others', { count: others })}</span> : null}
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

/** The valid part of the input so far; an incomplete address is left out. */
function recipientOf({ email, firstName, lastName }: Entry, { groups }: NewUsers) {
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
