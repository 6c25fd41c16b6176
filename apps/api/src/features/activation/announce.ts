import type { TransactionContext } from '../../platform/context.ts';
import { toLocale } from '../../platform/i18n/translate.ts';
import type { Invitee } from '../invitations/index.ts';

/**
 * Tells that a user activated: the fact, the bell and a mail for each active admin, and a welcome for the user.
 * @param tx the transaction of the activation
 * @param user who activated, with their chosen name
 */
export async function tellAdmins(tx: TransactionContext, user: Invitee): Promise<void> {
  const person = { id: user.id, name: user.name };
  const eventId = tx.record({ type: 'user.activated', target: { type: 'user', ...person }, user: person });
  tx.notifyAdmins(eventId);
  const account = await tx.db.account.findUniqueOrThrow({ where: { id: tx.accountId } });
  const admins = await tx.db.user.findMany({
    where: { role: { in: ['owner', 'admin'] }, status: 'active', NOT: { id: user.id } },
    select: { id: true, name: true, firstName: true, emailDisplay: true, locale: true },
  });
  const { publicUrl } = tx.deps.config;
  for (const admin of admins) {
    tx.sendEmail({
      template: 'user_activated',
      to: admin.emailDisplay,
      userId: admin.id,
      locale: toLocale(admin.locale ?? account.locale),
      variables: {
        'user.name': user.name,
        'user.email': user.emailDisplay,
        'admin.first_name': admin.firstName,
        user_url: `${publicUrl}/users/${user.id}`,
      },
    });
  }
  tx.sendEmail({
    template: 'welcome',
    to: user.emailDisplay,
    userId: user.id,
    locale: toLocale(user.locale ?? account.locale),
    variables: {
      'user.name': user.name,
      'user.first_name': user.firstName,
      home_url: `${publicUrl}/learning`,
    },
  });
}
