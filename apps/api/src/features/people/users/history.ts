import type { Context } from '../../../platform/context/context.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { fail } from '../../../platform/errors.ts';
import { findEvents, presentEvent } from '../../account/audit-events/index.ts';
import { pageOfEmails } from '../../mail/emails/index.ts';

type PageOnly = {
  limit: number;
  cursor?: string | undefined;
  include?: 'total' | undefined;
  sort: 'createdAt' | '-createdAt';
};

/**
 * What a user did and what was done to them.
 * @throws Failure `not_found`
 */
export async function listUserActions(ctx: Context, id: string, query: PageOnly) {
  await requireUserOfAccount(ctx, id);
  const keyset = openKeyset<'createdAt'>(ctx, `users.listActions/${id}`, query);
  const found = await findEvents(ctx, { aboutOrBy: id }, keyset);
  const { rows, nextCursor } = keyset.page(found, (row) => ({
    id: row.id,
    value: row.createdAt.toISOString(),
  }));
  return { data: rows.map(presentEvent), nextCursor };
}

/**
 * The mails sent to a user with their delivery history; never their bodies.
 * @throws Failure `not_found`
 */
export async function listUserEmails(ctx: Context, id: string, query: PageOnly) {
  await requireUserOfAccount(ctx, id);
  return pageOfEmails(ctx, `users.listEmails/${id}`, query, { userId: id });
}

/**
 * The browsers a user is signed in with in this account, most recent first.
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
