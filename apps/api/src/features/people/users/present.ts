import type { User } from '@muster/contracts/people/users';
import type { Context } from '../../../platform/context/context.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { findGroupNames, sortByName } from '../groups/index.ts';
import type { PageRow } from './page.ts';
import type { UserRow } from './queries.ts';

/** Presents users for the API. Unknown group names are read with one statement for all users. */
export async function presentUsers(ctx: Context, rows: readonly PageRow[]): Promise<User[]> {
  const ids = new Set(rows.flatMap(({ groupIds, groups }) => (groups ? [] : groupIds)));
  const names = await findGroupNames(ctx, [...ids]);
  const named = (id: string) => {
    const name = names.get(id);
    return name === undefined ? [] : [{ id, name }];
  };
  return rows.map(({ groupIds, groups, ...row }) => presentUser(row, groups ?? groupIds.flatMap(named)));
}

/** One user with their groups, as the API shows them. */
export function presentUser(row: Omit<UserRow, 'groupIds'>, groups: User['groups']): User {
  const invitation =
    row.invitationId === null
      ? null
      : {
          id: row.invitationId,
          status: row.invitationStatus,
          delivery: row.delivery,
          deliveryDetail: row.deliveryDetail,
          sentAt: row.sentAt,
          expiresAt: row.expiresAt,
        };
  return {
    id: row.id,
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    name: row.name,
    role: row.role,
    status: row.status,
    groups: sortByName(groups),
    invitation,
    lastLoginAt: row.lastLoginAt,
    activatedAt: row.activatedAt,
    deactivatedAt: row.deactivatedAt,
    externalId: row.externalId,
    locale: row.locale === null ? null : toLocale(row.locale),
    progress: null,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
