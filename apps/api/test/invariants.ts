import { expect } from 'vitest';
import type { Api } from './harness.ts';

/**
 * What must hold at every instant, asked of the database itself: seats are exact, and what triggers keep says what the
 * rows say.
 */
export async function expectInvariants(api: Api): Promise<void> {
  const { rows } = await api.deps.pool.query(`
    SELECT 'seats' AS broken, a.id::text FROM accounts a WHERE a.seats_used <>
      (SELECT count(*) FROM users u WHERE u.account_id = a.id AND u.status <> 'deactivated')
      + (SELECT coalesce(sum(i.seats_reserved), 0) FROM user_imports i WHERE i.account_id = a.id)
    UNION ALL
    SELECT 'more seats than the limit', a.id::text FROM accounts a WHERE a.seats_used > a.seat_limit
    UNION ALL
    SELECT 'users total', a.id::text FROM accounts a
    WHERE a.users_total <> (SELECT count(*) FROM users u WHERE u.account_id = a.id)
    UNION ALL
    SELECT 'users of a group', g.id::text FROM groups g WHERE g.user_count <>
      (SELECT count(*) FROM group_memberships m WHERE m.account_id = g.account_id AND m.group_id = g.id)
    UNION ALL
    SELECT 'groups of a user', u.id::text FROM users u
    WHERE ARRAY(SELECT unnest(u.group_ids) ORDER BY 1) <> ARRAY(SELECT m.group_id FROM group_memberships m
      WHERE m.account_id = u.account_id AND m.user_id = u.id ORDER BY 1)
    UNION ALL
    SELECT 'name or status of a membership', m.user_id::text FROM group_memberships m
    JOIN users u ON u.account_id = m.account_id AND u.id = m.user_id
    WHERE (m.name, m.status) IS DISTINCT FROM (u.name, u.status)
    UNION ALL
    SELECT 'latest invitation', u.id::text FROM users u WHERE u.invitation_id IS DISTINCT FROM
      (SELECT i.id FROM invitations i WHERE i.account_id = u.account_id AND i.user_id = u.id
       ORDER BY i.created_at DESC, i.id DESC LIMIT 1)
    UNION ALL
    SELECT 'search', u.id::text FROM users u WHERE u.search <>
      lower(u.name COLLATE "und-x-icu") || E'\\n' || lower(u.email_display COLLATE "und-x-icu")`);
  expect(rows).toEqual([]);
}
