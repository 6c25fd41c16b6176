import type { Email } from '@muster/contracts/emails';
import type { Context } from '../../platform/context.ts';
import { fail } from '../../platform/errors.ts';
import { openKeyset } from '../../platform/pagination.ts';
import { keysetSql, sql } from '../../platform/sql.ts';
import { findEvents, presentEvent } from '../audit-events/index.ts';

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
  const keyset = openKeyset<'createdAt'>(ctx, `users.listEmails/${id}`, query);
  const page = keysetSql(keyset, sql`e.created_at`, { id: sql`e.id`, cast: 'timestamptz' });
  type Row = Omit<Email, 'events'> & {
    events: { type: Email['status']; at: string; detail: string | null }[];
  };
  const found = await ctx.db.$queryRaw<Row[]>(sql`
    SELECT e.id, e."to", e.template, e.subject, e.status::text, e.attempts, e.created_at AS "createdAt",
      e.sent_at AS "sentAt",
      (SELECT coalesce(json_agg(json_build_object('type', v.type, 'at', v.at, 'detail', v.detail) ORDER BY v.at, v.id), '[]')
       FROM email_events v WHERE v.account_id = e.account_id AND v.email_id = e.id) AS events
    FROM emails e WHERE e.account_id = ${ctx.accountId}::uuid AND e.user_id = ${id}::uuid ${page.where} ${page.tail}`);
  const { rows, nextCursor } = keyset.page(found, (row) => ({
    id: row.id,
    value: row.createdAt.toISOString(),
  }));
  const data = rows.map((row) => ({
    ...row,
    events: row.events.map(({ type, at, detail }) => ({ type, at: new Date(at), detail })),
  }));
  return { data, nextCursor };
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
