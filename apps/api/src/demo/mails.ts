import { forAccount } from '@muster/database/scope';
import type { Dependencies } from '../dependencies.ts';
import { composeEmails } from '../features/mail/email-templates/index.ts';
import { mintToken } from '../platform/crypto/tokens.ts';
import type { emailOf } from './history.ts';
import type { DemoPerson } from './people.ts';

type DemoMail = NonNullable<ReturnType<typeof emailOf>>['email'];

/**
 * Renders the demo company's e-mails: sent ones can be read, and failed ones can be retried with a working
 * link.
 * @param groupNames the names of a person's groups
 */
export async function writeMails(
  deps: Dependencies,
  owner: { name: string },
  people: readonly DemoPerson[],
  mails: readonly DemoMail[],
  groupNames: (person: DemoPerson) => string,
): Promise<void> {
  const [accountId] = mails.map((mail) => mail.accountId);
  if (accountId === undefined) return;
  const db = forAccount(deps.database, accountId);
  const drafts = mails.flatMap((mail) => {
    const person = people.find(({ id }) => id === mail.userId);
    const { token, hash } = mintToken();
    return person
      ? [{ mail, hash, variables: variablesFor(deps, owner, person, token, groupNames(person)) }]
      : [];
  });
  const failed = drafts.filter(({ mail }) => mail.status === 'failed');
  await db.invitationToken.createMany({
    data: failed.map(({ mail, hash }) => ({
      accountId,
      tokenHash: hash,
      invitationId: mail.invitationId,
      createdAt: mail.createdAt,
    })),
  });
  for (const { mail, variables } of failed) {
    await db.email.update({
      where: { accountId_id: { accountId, id: mail.id } },
      data: { isRendered: false, sealed: deps.secrets.seal(variables) },
    });
  }
  const sent = drafts.filter(({ mail }) => mail.isRendered && mail.status !== 'failed');
  const composed = await composeEmails(
    deps,
    sent.map(({ mail, variables }) => ({ ...mail, isTest: false, variables })),
  );
  await db.emailContent.createMany({
    data: [...composed].map(([emailId, { from, replyTo, unsubscribeUrl, html, text }]) => ({
      accountId,
      emailId,
      from,
      replyTo,
      unsubscribeUrl,
      html,
      text,
    })),
  });
}

function variablesFor(
  { config }: Dependencies,
  owner: { name: string },
  person: DemoPerson,
  token: string,
  groupNames: string,
) {
  return {
    'user.name': person.name,
    'user.first_name': person.firstName,
    'user.email': person.email,
    'inviter.name': owner.name,
    group_names: groupNames,
    activation_url: `${config.publicUrl}/activate#${token}`,
    expires_at: (person.invitation?.expiresAt ?? person.createdAt).toISOString(),
  };
}
