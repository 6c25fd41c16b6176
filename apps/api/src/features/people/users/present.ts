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
  const invitation =
    invitationId === null
      ? null
      : { id: invitationId, status: invitationStatus, delivery, deliveryDetail, sentAt, expiresAt };
  return {
    ...user,
    groups: sortByName(groups),
    invitation,
    locale: user.locale === null ? null : toLocale(user.locale),
    progress: null,
  };
}
