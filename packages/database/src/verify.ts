import type pg from 'pg';

/** A row that violates an invariant of the database. */
export interface Inconsistency {
  /** The violated rule, e.g. `seats used`. */
  readonly rule: string;
  readonly table: string;
  readonly accountId: string;
  readonly id: string;
}

interface Rule {
  readonly rule: string;
  readonly table: string;
  /** SQL that selects the account and the id of each row that violates the rule. */
  readonly broken: string;
}

const rules: readonly Rule[] = [
  {
    rule: 'seats used',
    table: 'accounts',
    broken: `SELECT a.id, a.id FROM accounts a WHERE a.seats_used <>
      (SELECT count(*) FROM users u WHERE u.account_id = a.id AND u.status <> 'deactivated')
      + (SELECT coalesce(sum(i.seats_reserved), 0) FROM user_imports i WHERE i.account_id = a.id)`,
  },
  {
    rule: 'number of users',
    table: 'accounts',
    broken: `SELECT a.id, a.id FROM accounts a
      WHERE a.users_total <> (SELECT count(*) FROM users u WHERE u.account_id = a.id)`,
  },
  {
    rule: 'number of users in a group',
    table: 'groups',
    broken: `SELECT g.account_id, g.id FROM groups g WHERE g.user_count <>
      (SELECT count(*) FROM group_memberships m WHERE m.account_id = g.account_id AND m.group_id = g.id)`,
  },
  {
    rule: 'groups of a user',
    table: 'users',
    broken: `SELECT u.account_id, u.id FROM users u
      WHERE ARRAY(SELECT unnest(u.group_ids) ORDER BY 1) <> ARRAY(SELECT m.group_id FROM group_memberships m
        WHERE m.account_id = u.account_id AND m.user_id = u.id ORDER BY 1)`,
  },
  {
    rule: 'name or status of a membership',
    table: 'group_memberships',
    broken: `SELECT m.account_id, m.user_id FROM group_memberships m
      JOIN users u ON u.account_id = m.account_id AND u.id = m.user_id
      WHERE (m.name, m.status) IS DISTINCT FROM (u.name, u.status)`,
  },
  {
    rule: 'latest invitation',
    table: 'users',
    broken: `SELECT u.account_id, u.id FROM users u WHERE u.invitation_id IS DISTINCT FROM
      (SELECT i.id FROM invitations i WHERE i.account_id = u.account_id AND i.user_id = u.id
       ORDER BY i.created_at DESC, i.id DESC LIMIT 1)`,
  },
  {
    rule: 'search text',
    table: 'users',
    broken: `SELECT u.account_id, u.id FROM users u WHERE u.search <>
      (search_key(u.name) || E'\\n' || search_key(u.email_display)) COLLATE "C"`,
  },
  {
    rule: 'name keys',
    table: 'groups',
    broken: `SELECT g.account_id, g.id FROM groups g
      WHERE g.name_key <> name_key(g.name) COLLATE "C" OR g.search <> search_key(g.name) COLLATE "C"`,
  },
];

// A single statement sees one snapshot of the database, so concurrent writes cause no false alarms.
const statement = rules
  .map(({ broken }, place) => `SELECT ${place} AS place, b.* FROM (${broken}) AS b(account_id, id)`)
  .join('\nUNION ALL\n');

/**
 * Checks the invariants of the database: seat counts are exact, and copies maintained by triggers equal their
 * originals. Read-only, and safe to run beside the app.
 * @param database a connection or pool to a migrated database
 * @returns the rows that violate a rule
 */
export async function findInconsistencies(database: Pick<pg.Pool, 'query'>): Promise<Inconsistency[]> {
  const { rows } = await database.query<{ place: number; account_id: string; id: string }>(statement);
  return rows.flatMap(({ place, account_id: accountId, id }) => {
    const found = rules[place];
    return found ? [{ rule: found.rule, table: found.table, accountId, id }] : [];
  });
}
