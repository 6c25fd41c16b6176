import type { TransactionContext } from '../../../platform/context/context.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import type { Invitee } from '../../people/invitations/index.ts';

/**
 * Announces an activation: the event, notifications to the account's admins as they chose, and a welcome
 * e-mail to the user.
 * @param tx the transaction of the activation
 * @param user the activated user, with their chosen name
 */
export async function announceActivation(tx: TransactionContext, user: Invitee): Promise<void> {
  const { publicUrl } = tx.deps.config;
  const person = { id: user.id, name: user.name };
  const variables = {
    'user.name': user.name,
    'user.first_name': user.firstName,
    'user.email': user.emailDisplay,
  };
  const event = tx.record({ type: 'user.activated', target: { type: 'user', ...person }, user: person });
  tx.notifyAdmins(event, {
    template: 'user_activated',
    variables: { ...variables, user_url: `${publicUrl}/users/${user.id}` },
  });
  const account = await tx.db.account.findUniqueOrThrow({ where: { id: tx.accountId } });
  if (account.disabledEmails.includes('welcome')) return;
  tx.sendEmail({
    template: 'welcome',
    to: user.emailDisplay,
    userId: user.id,
    locale: toLocale(user.locale ?? account.locale),
    variables: { ...variables, home_url: `${publicUrl}/learning` },
  });
}
