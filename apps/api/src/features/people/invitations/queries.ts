import type { Delivery, InvitationStatus, ListInvitations } from '@muster/contracts/people/invitations';
import type { Context } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import { keysetSql } from '../../../platform/db/keyset.ts';
import { empty, join, type Sql, sql } from '../../../platform/db/sql.ts';

/** An invitation as the database answers. */
export interface InvitationRow {
  id: string;
  status: InvitationStatus;
  delivery: Delivery;
  deliveryDetail: string | null;
  sentAt: Date | null;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  invitedById: string | null;
  invitedByName: string | null;
  createdAt: Date;
  userId: string;
  email: string;
  name: string;
}

/** The status people see: a pending invitation is expired once the database's clock says so. */
export const statusSql = sql`
  CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state::text END`;

/** Whether an invitation (`i`) has one of the statuses, in words the planner has figures for. */
export function hasStatus(statuses: readonly InvitationStatus[]): Sql {
  const conditions = statuses.map((status) => {
    if (status === 'pending') return sql`(i.state = 'pending' AND i.expires_at > now())`;
    if (status === 'expired') return sql`(i.state = 'pending' AND i.expires_at <= now())`;
    return sql`i.state = ${status}::invitation_state`;
  });
  return sql`(${join(conditions, ' OR ')})`;
}

const columns = sql`
  i.id, ${statusSql} AS status, i.delivery::text, i.delivery_detail AS "deliveryDetail", i.sent_at AS "sentAt",
  i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.revoked_at AS "revokedAt",
  i.invited_by_id AS "invitedById", i.invited_by_name AS "invitedByName", i.created_at AS "createdAt",
  u.id AS "userId", u.email_display AS email, u.name`;

const from = sql`
  FROM invitations i JOIN users u ON u.account_id = i.account_id AND u.id = i.user_id`;

type Filter = Pick<ListInvitations, 'status' | 'delivery'> & { id?: string };

function where(ctx: Context, filter: Filter): Sql {
  return sql`
    WHERE i.account_id = ${ctx.accountId}::uuid
      ${filter.id === undefined ? empty : sql`AND i.id = ${filter.id}::uuid`}
      ${filter.status?.length ? sql`AND ${hasStatus(filter.status)}` : empty}
      ${filter.delivery?.length ? sql`AND i.delivery::text = ANY(${filter.delivery})` : empty}`;
}

/** Invitations with their users; in keyset order when a keyset is given. */
export function findInvitations(
  ctx: Context,
  filter: Filter,
  keyset?: Keyset<'createdAt' | 'expiresAt'>,
): Promise<InvitationRow[]> {
  const column = keyset?.key === 'expiresAt' ? sql`i.expires_at` : sql`i.created_at`;
  const page = keyset
    ? keysetSql(keyset, column, { id: sql`i.id`, cast: 'timestamptz' })
    : { where: empty, tail: empty };
  return ctx.query<InvitationRow>(
    sql`SELECT ${columns} ${from} ${where(ctx, filter)} ${page.where} ${page.tail}`,
  );
}

/** How many invitations the filter finds. */
export async function countInvitations(ctx: Context, filter: Filter): Promise<number> {
  const [row] = await ctx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count ${from} ${where(ctx, filter)}`,
  );
  return row?.count ?? 0;
}
