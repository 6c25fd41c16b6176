import type { ListUsers, User } from '@muster/contracts/users';
import type { Context } from '../../platform/context.ts';
import { toLocale } from '../../platform/i18n/translate.ts';
import type { Keyset } from '../../platform/pagination.ts';
import { containsPattern, empty, keysetSql, type Sql, sql } from '../../platform/sql.ts';
import { statusSql } from '../invitations/index.ts';

export type UserSort = 'name' | 'email' | 'createdAt' | 'lastLoginAt';
export type UserFilter = Omit<ListUsers, 'limit' | 'cursor' | 'include' | 'sort'> & { id?: string };

/** A user as the database answers: the contract's shape but for the language. */
export type UserRow = Omit<User, 'locale' | 'progress' | 'invitation'> & {
  locale: string | null;
  /** The compared form of the address: what `sort=email` sorts by. */
  sortEmail: string;
  invitationId: string | null;
  invitationStatus: NonNullable<User['invitation']>['status'];
  delivery: NonNullable<User['invitation']>['delivery'];
  deliveryDetail: string | null;
  sentAt: Date | null;
  expiresAt: Date;
};

const columns = sql`
  u.id, u.email_display AS email, u.email AS "sortEmail", u.first_name AS "firstName", u.last_name AS "lastName",
  u.name, u.role::text, u.status::text, u.external_id AS "externalId", u.locale,
  u.last_login_at AS "lastLoginAt", u.activated_at AS "activatedAt", u.deactivated_at AS "deactivatedAt",
  u.created_at AS "createdAt", u.updated_at AS "updatedAt",
  i.id AS "invitationId", i.status AS "invitationStatus", i.delivery::text, i.delivery_detail AS "deliveryDetail",
  i.sent_at AS "sentAt", i.expires_at AS "expiresAt",
  (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name), '[]')
   FROM group_memberships m JOIN groups g ON g.account_id = m.account_id AND g.id = m.group_id
   WHERE m.account_id = u.account_id AND m.user_id = u.id) AS groups`;

// A user's invitation is their latest one.
const from = sql`
  FROM users u LEFT JOIN LATERAL (
    SELECT i.id, ${statusSql} AS status, i.delivery, i.delivery_detail, i.sent_at, i.expires_at
    FROM invitations i WHERE i.account_id = u.account_id AND i.user_id = u.id
    ORDER BY i.created_at DESC LIMIT 1
  ) i ON true`;

function where(ctx: Context, filter: UserFilter): Sql {
  const { id, status, role, groupId, invitation, delivery, q, lastLoginBefore } = filter;
  const pattern = q ? containsPattern(q) : '';
  return sql`
    WHERE u.account_id = ${ctx.accountId}::uuid
      ${id === undefined ? empty : sql`AND u.id = ${id}::uuid`}
      ${status?.length ? sql`AND u.status = ANY(${status}::user_status[])` : empty}
      ${role?.length ? sql`AND u.role = ANY(${role}::role[])` : empty}
      ${
        groupId?.length
          ? sql`AND EXISTS (SELECT 1 FROM group_memberships m WHERE m.account_id = u.account_id
              AND m.user_id = u.id AND m.group_id = ANY(${groupId}::uuid[]))`
          : empty
      }
      ${invitation?.length ? sql`AND i.status = ANY(${invitation})` : empty}
      ${delivery?.length ? sql`AND i.delivery::text = ANY(${delivery})` : empty}
      ${q ? sql`AND (u.name ILIKE ${pattern} OR u.email_display ILIKE ${pattern})` : empty}
      ${lastLoginBefore ? sql`AND (u.last_login_at IS NULL OR u.last_login_at < ${lastLoginBefore})` : empty}`;
}

const sortColumns: Record<UserSort, { column: Sql; cast: 'text' | 'timestamptz' }> = {
  name: { column: sql`u.name`, cast: 'text' },
  email: { column: sql`u.email`, cast: 'text' },
  createdAt: { column: sql`u.created_at`, cast: 'timestamptz' },
  lastLoginAt: { column: sql`coalesce(u.last_login_at, '-infinity'::timestamptz)`, cast: 'timestamptz' },
};

/** Users with their groups and invitation, one statement; in keyset order when a keyset is given. */
export function findUsers(ctx: Context, filter: UserFilter, keyset?: Keyset<UserSort>): Promise<UserRow[]> {
  const { column, cast } = sortColumns[keyset?.key ?? 'name'];
  const page = keyset ? keysetSql(keyset, column, { id: sql`u.id`, cast }) : { where: empty, tail: empty };
  return ctx.select<UserRow>(sql`SELECT ${columns} ${from} ${where(ctx, filter)} ${page.where} ${page.tail}`);
}

/** How many users the filter finds. */
export async function countUsers(ctx: Context, filter: UserFilter): Promise<number> {
  const needsInvitation = filter.invitation?.length || filter.delivery?.length;
  const source = needsInvitation ? from : sql`FROM users u`;
  const [row] = await ctx.select<{ count: number }>(
    sql`SELECT count(*)::int AS count ${source} ${where(ctx, filter)}`,
  );
  return row?.count ?? 0;
}

/** The value a row is sorted by, as text the database reads back exactly. */
export function sortValue(row: UserRow, key: UserSort): string {
  if (key === 'name') return row.name;
  if (key === 'email') return row.sortEmail;
  return row[key]?.toISOString() ?? '-infinity';
}

/** A user as the API shows it. */
export function presentUser(row: UserRow): User {
  const {
    sortEmail: _,
    invitationId,
    invitationStatus,
    delivery,
    deliveryDetail,
    sentAt,
    expiresAt,
    ...user
  } = row;
  const invitation = { status: invitationStatus, delivery, deliveryDetail, sentAt, expiresAt };
  return {
    ...user,
    locale: user.locale === null ? null : toLocale(user.locale),
    invitation: invitationId === null ? null : { id: invitationId, ...invitation },
    progress: null,
  };
}
