import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** An account with many users, for the benchmarks. */
export interface SeededAccount {
  readonly accountId: string;
  readonly userCount: number;
  readonly groupIds: readonly string[];
}

const firstNames =
  'Ada Alan Anna Anton Berta Bruno Carla Cem Clara Dana David Elif Emil Emma Erik Eva Felix Fiona Frida Georg Greta Hanna Hugo Ida Ines Ivan Jana Jonas Julia Karl Katja Kim Lara Leo Lina Luca Maja Marie Max Mia Mila Nina Noah Olga Oskar Paula Peter Rosa Ruth Sami Sara Sofia Tom Vera Zoë'.split(
    ' ',
  );
const lastNames =
  'Adams Bach Becker Berg Braun Curie Dietrich Engel Fischer Frank Fuchs Garcia Graf Haas Hahn Herrmann Hoffmann Huber Jansen Jung Kaiser Keller Klein Koch König Kraus Kühn Lang Lehmann Lopez Ludwig Maier Martin Meyer Möller Müller Neumann Novak Otto Peters Pohl Richter Roth Sauer Schäfer Schmidt Schneider Schulz Schwarz Simon Sommer Stein Vogel Wagner Weber Weiss Winkler Wolf Yilmaz Ziegler'.split(
    ' ',
  );

/**
 * Adds users to an account directly in the database: 50 groups, two for each user, realistically repeating
 * names, 70 % active, the others invited, added and deactivated. Values maintained by triggers are written
 * with the rows.
 * @param client a connection of the database's owner
 * @param accountId an account without users except its owner
 */
export async function seedUsers(
  client: pg.ClientBase,
  accountId: string,
  userCount: number,
): Promise<SeededAccount> {
  const groupIds = Array.from({ length: 50 }, () => randomUUID());
  await client.query('BEGIN');
  for (const table of ['users', 'group_memberships', 'invitations']) {
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  }
  await client.query(
    `INSERT INTO groups (account_id, id, name, user_count, updated_at)
     SELECT $1, id, 'Group ' || place, 0, now() FROM unnest($2::uuid[]) WITH ORDINALITY AS g(id, place)`,
    [accountId, groupIds],
  );
  await client.query(
    `INSERT INTO users (account_id, id, email, email_display, first_name, last_name, name, role, status, group_ids,
       invitation_id, search, last_login_at, activated_at, deactivated_at, created_at, updated_at)
     SELECT $1, gen_random_uuid(), email, email, first, last, first || ' ' || last, 'member', status,
       ARRAY[($4::uuid[])[1 + n % 50], ($4::uuid[])[1 + (n + 1 + n / 50 % 49) % 50]],
       CASE WHEN status <> 'added' THEN gen_random_uuid() END, lower(first || ' ' || last) || E'\\n' || email,
       CASE WHEN status = 'active' THEN at + interval '1 day' END, CASE WHEN status = 'active' THEN at END,
       CASE WHEN status = 'deactivated' THEN at END, at, at
     FROM (
       SELECT n, ($2::text[])[1 + (n::bigint * 7919 % cardinality($2::text[]))::int] AS first,
         ($3::text[])[1 + (n::bigint / 3 * 104729 % cardinality($3::text[]))::int] AS last,
         'person.' || n || '@company.example' AS email, now() - make_interval(mins => n) AS at,
         (CASE WHEN n % 20 < 14 THEN 'active' WHEN n % 20 < 17 THEN 'invited' WHEN n % 20 < 19 THEN 'added'
           ELSE 'deactivated' END)::user_status AS status
       FROM generate_series(1, $5::int) AS n
     ) p ORDER BY n`,
    [accountId, firstNames, lastNames, groupIds, userCount],
  );
  await client.query(
    `INSERT INTO group_memberships (account_id, group_id, user_id, name, status)
     SELECT u.account_id, g.id, u.id, u.name, u.status FROM users u, unnest(u.group_ids) AS g(id) WHERE u.account_id = $1`,
    [accountId],
  );
  await client.query(
    `INSERT INTO invitations (account_id, id, user_id, state, delivery, sent_at, expires_at, created_at, updated_at)
     SELECT account_id, invitation_id, id, (CASE status WHEN 'active' THEN 'accepted' WHEN 'invited' THEN 'pending'
       ELSE 'revoked' END)::invitation_state, 'delivered', created_at, created_at + interval '7 days', created_at, now()
     FROM users WHERE account_id = $1 AND invitation_id IS NOT NULL`,
    [accountId],
  );
  await client.query(
    `UPDATE groups g SET user_count = (SELECT count(*) FROM group_memberships m
       WHERE m.account_id = g.account_id AND m.group_id = g.id) WHERE g.account_id = $1`,
    [accountId],
  );
  await client.query(
    `UPDATE accounts a SET users_total = (SELECT count(*) FROM users u WHERE u.account_id = a.id), seats_used =
       (SELECT count(*) FROM users u WHERE u.account_id = a.id AND u.status <> 'deactivated') WHERE a.id = $1`,
    [accountId],
  );
  for (const table of ['users', 'group_memberships', 'invitations']) {
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
  await client.query('COMMIT');
  return { accountId, userCount, groupIds };
}

/**
 * Adds small accounts with 20 users each, so that the planner's average does not match the large account.
 * @param count how many accounts
 */
export async function seedSmallAccounts(client: pg.ClientBase, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const accountId = randomUUID();
    await client.query(`INSERT INTO accounts (id, name, updated_at) VALUES ($1, $2, now())`, [
      accountId,
      `Small company ${index}`,
    ]);
    await seedUsers(client, accountId, 20);
  }
}
