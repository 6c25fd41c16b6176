import type { Role } from '@muster/contracts/permissions';
import type { Context } from '../../../platform/context/context.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';
import { groupsOf } from '../../people/groups/index.ts';

/** The parts of an account that `me` returns. */
interface AccountPart {
  id: string;
  name: string;
  logoVersion: string | null;
}

/** The signed-in person, as the database returns them. */
export interface MeRow {
  identityEmail: string;
  identityName: string;
  identityLocale: string | null;
  email: string;
  firstName: string;
  lastName: string;
  name: string;
  role: Role;
  activatedAt: Date | null;
  account: AccountPart & {
    primaryColor: string;
    locale: string;
    timeZone: string;
    supportEmail: string | null;
  };
  groups: { id: string; name: string }[];
  accounts: (AccountPart & { role: Role })[];
}

/**
 * The signed-in person with their account, groups and other accounts. One statement, because every page needs
 * it.
 */
export async function findMe(ctx: Context, userId: string): Promise<MeRow | undefined> {
  const { queryByKey } = acrossAccounts(ctx.deps, 'all accounts of the person who is signed in');
  const [row] = await queryByKey<MeRow>(sql`
    SELECT d.email_display AS "identityEmail", d.name AS "identityName", d.locale AS "identityLocale",
      u.email_display AS email, u.first_name AS "firstName", u.last_name AS "lastName", u.name,
      u.role::text, u.activated_at AS "activatedAt",
      json_build_object('id', a.id, 'name', a.name, 'logoVersion', a.logo_version, 'primaryColor', a.primary_color,
        'locale', a.locale, 'timeZone', a.time_zone, 'supportEmail', a.support_email) AS account,
      ${groupsOf(sql`u`)} AS groups,
      (SELECT coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'logoVersion', o.logo_version,
         'role', o.role) ORDER BY o.name, o.id), '[]')
       FROM (SELECT b.id, b.name, b.logo_version, v.role FROM users v JOIN accounts b ON b.id = v.account_id
         WHERE v.identity_id = u.identity_id AND v.status = 'active' ORDER BY b.name, b.id LIMIT 100) AS o) AS accounts
    FROM users u JOIN accounts a ON a.id = u.account_id JOIN identities d ON d.id = u.identity_id
    WHERE u.account_id = ${ctx.accountId}::uuid AND u.id = ${userId}::uuid`);
  return row;
}
