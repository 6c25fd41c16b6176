import type { Context } from '../../../platform/context/context.ts';
import { listPage } from '../../../platform/db/list-page.ts';
import { fail } from '../../../platform/errors.ts';
import { eventList, presentEvent } from '../../account/audit-events/index.ts';
import { emailList, presentEmail } from '../../mail/emails/index.ts';

type PageOnly = {
  limit: number;
  cursor?: string | undefined;
  include?: 'total' | undefined;
  sort: 'createdAt' | '-createdAt';
};

/**
 * The events a user caused or is the target of.
 * @throws Failure `not_found`
 */
export async function listUserActions(ctx: Context, id: string, query: PageOnly) {
  await requireUserOfAccount(ctx, id);
  return listPage(ctx, eventList, query, presentEvent, {
    name: `users.listActions/${id}`,
    filter: { aboutOrBy: id },
  });
}

/**
 * The e-mails sent to a user with their delivery history, without their bodies.
 * @throws Failure `not_found`
 */
export async function listUserEmails(ctx: Context, id: string, query: PageOnly) {
  await requireUserOfAccount(ctx, id);
  return listPage(ctx, emailList, query, presentEmail, {
    name: `users.listEmails/${id}`,
    filter: { userId: id },
  });
}

/**
 * The user's sign-ins in this account, most recent first.
 * @throws Failure `not_found`
 */
export async function listUserSignIns(ctx: Context, id: string) {
  await requireUserOfAccount(ctx, id);
  const data = await ctx.db.signIn.findMany({
    where: { userId: id, endedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: { lastSeenAt: 'desc' },
    select: { id: true, device: true, ipAddress: true, createdAt: true, lastSeenAt: true },
    take: 200,
  });
  return { data };
}

async function requireUserOfAccount(ctx: Context, id: string): Promise<void> {
  const user = await ctx.db.user.findUnique({
    where: { accountId_id: { accountId: ctx.accountId, id } },
    select: { id: true },
  });
  if (!user) fail('not_found');
}
