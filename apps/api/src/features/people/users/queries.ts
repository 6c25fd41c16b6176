import { normalizeEmail } from '@muster/contracts/kit/email-address';
import { userFields } from '@muster/contracts/people/user-fields';
import type { ListUsers, User } from '@muster/contracts/people/users';
import type { Context } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import { keysetSql } from '../../../platform/db/keyset.ts';
import { unnestIds } from '../../../platform/db/rows.ts';
import { empty, type Sql, searchIn, sql } from '../../../platform/db/sql.ts';
import { columnsOf, filterOf } from '../../../platform/fields/sql.ts';
import { groupsOf } from '../groups/index.ts';
import { hasStatus, statusSql } from '../invitations/index.ts';

export type UserSort = 'name' | 'email' | 'createdAt' | 'lastLoginAt' | 'updatedAt';
export type UserFilter = Omit<ListUsers, 'limit' | 'cursor' | 'include' | 'sort'>;

/** A user as the database returns it. */
export type UserRow = Omit<User, 'locale' | 'progress' | 'invitation' | 'groups'> & {
  locale: string | null;
  groupIds: string[];
  /** The normalised address, which `sort=email` sorts by. */
  sortEmail: string;
  invitationId: string | null;
  invitationStatus: NonNullable<User['invitation']>['status'];
  delivery: NonNullable<User['invitation']>['delivery'];
  deliveryDetail: string | null;
  sentAt: Date | null;
  expiresAt: Date;
};

/** The value a row is sorted by, as text that the database converts back exactly. */
export function sortValue(row: UserRow, key: UserSort): string {
  if (key === 'name') return row.name;
  if (key === 'email') return row.sortEmail;
  return row[key]?.toISOString() ?? '-infinity';
}

const columns = sql`
  u.id, u.email AS "sortEmail", ${columnsOf(userFields, 'u')}, u.name, u.status::text, u.group_ids AS "groupIds",
  u.last_login_at AS "lastLoginAt", u.activated_at AS "activatedAt", u.deactivated_at AS "deactivatedAt",
  u.created_at AS "createdAt", u.updated_at AS "updatedAt",
  i.id AS "invitationId", ${statusSql} AS "invitationStatus", i.delivery::text,
  i.delivery_detail AS "deliveryDetail", i.sent_at AS "sentAt", i.expires_at AS "expiresAt"`;

const byFields = filterOf(userFields, 'u');

const users = sql`FROM users u`;

// The users of one group are read from its memberships, which contain name and status, so one index serves
// their list.
const members = sql`FROM group_memberships m JOIN users u ON u.account_id = m.account_id AND u.id = m.user_id`;

// A user's invitation is their latest one.
const invitation = sql`i ON i.account_id = u.account_id AND i.id = u.invitation_id`;

const rareDeliveries: ReadonlySet<string> = new Set([
  'delayed',
  'bounced',
  'complained',
  'suppressed',
  'failed',
]);

function isAboutInvitation(filter: UserFilter): boolean {
  return Boolean(filter.invitation?.length || filter.delivery?.length);
}

/** The tables a filter needs. */
export function from(filter: UserFilter, isInvitationWanted: boolean): Sql {
  const source = filter.groupId?.length === 1 ? members : users;
  if (isAboutInvitation(filter)) return sql`${source} JOIN invitations ${invitation}`;
  return isInvitationWanted ? sql`${source} LEFT JOIN invitations ${invitation}` : source;
}

/** The condition of a filter, within the account. */
export function where(ctx: Pick<Context, 'accountId'>, filter: UserFilter): Sql {
  const { email, externalId, updatedAfter, ...others } = filter;
  const { invitation: states, delivery, q, lastLoginBefore } = others;
  return sql`
    WHERE u.account_id = ${ctx.accountId}::uuid ${inGroups(ctx, filter)} ${withStatus(filter)} ${byFields(others)}
      ${email === undefined ? empty : sql`AND u.email = ${normalizeEmail(email)}`}
      ${externalId === undefined ? empty : sql`AND u.external_id = ${externalId}`}
      ${updatedAfter ? sql`AND u.updated_at >= ${updatedAfter}` : empty}
      ${states?.length ? sql`AND ${hasStatus(states)}` : empty}
      ${delivery?.length ? sql`AND i.delivery = ANY(${delivery}::delivery[]) ${ledByInvitation(delivery)}` : empty}
      ${q ? sql`AND ${searchIn(sql`u.search`, q)}` : empty}
      ${lastLoginBefore ? sql`AND (u.last_login_at IS NULL OR u.last_login_at < ${lastLoginBefore})` : empty}`;
}

// Repeating whose invitation it is lets PostgreSQL start from the few failed invitations and find their
// users.
function ledByInvitation(delivery: readonly string[]): Sql {
  return delivery.every((one) => rareDeliveries.has(one)) ? sql`AND i.user_id = u.id` : empty;
}

// Users with a live invitation have the status `invited`, whose index provides their order.
function isInvited({ status, invitation: states }: UserFilter): boolean {
  return (
    !status?.length &&
    Boolean(states?.length) &&
    states?.every((one) => one === 'pending' || one === 'expired') === true
  );
}

function inGroups({ accountId }: Pick<Context, 'accountId'>, { groupId }: UserFilter): Sql {
  if (!groupId?.length) return empty;
  if (groupId.length === 1)
    return sql`AND m.account_id = ${accountId}::uuid AND m.group_id = ${groupId[0]}::uuid`;
  return sql`AND EXISTS (SELECT 1 FROM group_memberships m WHERE m.account_id = u.account_id
    AND m.user_id = u.id AND m.group_id = ANY(${groupId}::uuid[]))`;
}

// A single status is compared with `=`, so that its index also provides the order.
function withStatus(filter: UserFilter): Sql {
  const { groupId } = filter;
  const status = isInvited(filter) ? ['invited'] : filter.status;
  if (!status?.length) return empty;
  const column = groupId?.length === 1 ? sql`m.status` : sql`u.status`;
  if (status.length === 1) return sql`AND ${column} = ${status[0]}::user_status`;
  return sql`AND ${column} = ANY(${status}::user_status[])`;
}

const byName = { column: sql`u.name`, id: sql`u.id`, cast: 'text' } as const;
const byNameInGroup = { column: sql`m.name`, id: sql`m.user_id`, cast: 'text' } as const;
const byLogin = sql`coalesce(u.last_login_at, '-infinity'::timestamptz)`;
const sortColumns: Record<UserSort, { column: Sql; id: Sql; cast: 'text' | 'timestamptz' }> = {
  name: byName,
  email: { column: sql`u.email`, id: sql`u.id`, cast: 'text' },
  createdAt: { column: sql`u.created_at`, id: sql`u.id`, cast: 'timestamptz' },
  updatedAt: { column: sql`u.updated_at`, id: sql`u.id`, cast: 'timestamptz' },
  lastLoginAt: { column: byLogin, id: sql`u.id`, cast: 'timestamptz' },
};

type Place = Pick<Keyset<UserSort>, 'key' | 'after' | 'isDescending' | 'limit'>;

/** The users of a page with all displayed fields, in keyset order. */
export function usersSql(ctx: Pick<Context, 'accountId'>, filter: UserFilter, keyset: Place): Sql {
  const { page } = orderOf(filter, keyset);
  return sql`SELECT ${columns} ${from(filter, true)} ${where(ctx, filter)} ${page.where} ${page.tail}`;
}

/** The users of a page: `id` and the sort `value` as text, in keyset order. */
export function placesSql(ctx: Pick<Context, 'accountId'>, filter: UserFilter, keyset: Place): Sql {
  const { column, page } = orderOf(filter, keyset);
  return sql`
    SELECT u.id, (${column})::text AS value ${from(filter, false)} ${where(ctx, filter)} ${page.where} ${page.tail}`;
}

function orderOf(filter: UserFilter, keyset: Place) {
  const sort = keyset.key === 'name' && filter.groupId?.length === 1 ? byNameInGroup : null;
  const { column, id, cast } = sort ?? sortColumns[keyset.key];
  return { column, page: keysetSql(keyset, column, { id, cast }) };
}

/**
 * Whether a page is best read in the order of one index in every account, so that it need not be planned each
 * time.
 */
export function isOneIndex({ status, groupId, ...others }: UserFilter): boolean {
  const isOther = Object.values(others).some((value) => value !== undefined);
  return !isOther && (status?.length ?? 0) <= 1 && (groupId?.length ?? 0) <= 1;
}

/** The statement behind `findUsersById`. */
export function usersByIdSql({ accountId }: Pick<Context, 'accountId'>, ids: readonly string[]): Sql {
  const isOne = ids.length === 1;
  return sql`
    SELECT ${columns}, ${groupsOf(sql`u`)} AS groups
    FROM ${isOne ? empty : sql`${unnestIds('w', ids)} JOIN`} users u ${isOne ? empty : sql`ON u.id = w.id`}
    LEFT JOIN invitations ${invitation}
    WHERE u.account_id = ${accountId}::uuid ${isOne ? sql`AND u.id = ${ids[0]}::uuid` : empty}`;
}

/** Users by id with the names of their groups, unsorted: one statement, planned once for all accounts. */
export function findUsersById(
  ctx: Pick<Context, 'accountId' | 'queryByKey'>,
  ids: readonly string[],
): Promise<(UserRow & { groups: User['groups'] })[]> {
  return ctx.queryByKey<UserRow & { groups: User['groups'] }>(usersByIdSql(ctx, ids));
}

/** The ids, names and addresses of all users that match the filter, for use in further statements. */
export function selectionSql(ctx: Pick<Context, 'accountId'>, filter: UserFilter): Sql {
  return sql`SELECT u.id, u.name, u.email_display AS email ${from(filter, false)} ${where(ctx, filter)}`;
}
