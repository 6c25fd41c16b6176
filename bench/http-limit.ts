// The limits of bench/http.ts: one user by id with the driver, a prepared statement and no cookie; the
// signed-in person; a password hash and nothing else.
import { verify } from '@node-rs/argon2';
import { serveLimits } from './limit.ts';

const user = {
  name: 'user',
  text: `SELECT u.id, u.email_display AS email, u.first_name AS "firstName", u.last_name AS "lastName", u.name, u.role,
      u.status, u.last_login_at AS "lastLoginAt", u.activated_at AS "activatedAt", u.deactivated_at AS "deactivatedAt",
      u.external_id AS "externalId", u.locale, NULL AS progress,
      (SELECT json_build_object('id', i.id, 'status', i.state, 'delivery', i.delivery, 'deliveryDetail',
         i.delivery_detail, 'sentAt', i.sent_at, 'expiresAt', i.expires_at)
       FROM invitations i WHERE i.account_id = u.account_id AND i.id = u.invitation_id) AS invitation, u.created_at AS "createdAt", u.updated_at AS "updatedAt",
      (SELECT json_agg(json_build_object('id', g.id, 'name', g.name)) FROM group_memberships m
       JOIN groups g ON g.account_id = m.account_id AND g.id = m.group_id
       WHERE m.account_id = u.account_id AND m.user_id = u.id) AS groups
    FROM users u WHERE u.account_id = $1 AND u.id = $2`,
};

// Everything the product returns, with straightforward joins.
const me = {
  name: 'me',
  text: `SELECT d.email_display AS "identityEmail", d.name AS "identityName", d.locale AS "identityLocale",
      u.email_display AS email, u.first_name AS "firstName", u.last_name AS "lastName", u.name, u.role,
      u.activated_at AS "activatedAt", a.id AS "accountId", a.name AS "accountName", a.time_zone AS "timeZone",
      a.locale, a.primary_color AS "primaryColor", a.support_email AS "supportEmail", a.logo_version AS "logoVersion",
      (SELECT json_agg(json_build_object('id', g.id, 'name', g.name)) FROM group_memberships m
       JOIN groups g ON g.account_id = m.account_id AND g.id = m.group_id
       WHERE m.account_id = u.account_id AND m.user_id = u.id) AS groups,
      (SELECT json_agg(json_build_object('id', b.id, 'name', b.name, 'logoVersion', b.logo_version, 'role', v.role))
       FROM users v JOIN accounts b ON b.id = v.account_id WHERE v.identity_id = d.id AND v.status = 'active') AS accounts
    FROM users u JOIN accounts a ON a.id = u.account_id JOIN identities d ON d.id = u.identity_id
    WHERE u.account_id = $1 AND u.id = $2`,
};

await serveLimits((app, pool) => {
  app.get<{ Params: { accountId: string; id: string } }>('/users/:accountId/:id', async ({ params }) => {
    const { rows } = await pool.query({ ...user, values: [params.accountId, params.id] });
    return rows[0];
  });
  app.get<{ Params: { accountId: string; id: string } }>('/me/:accountId/:id', async ({ params }) => {
    const { rows } = await pool.query({ ...me, values: [params.accountId, params.id] });
    return rows[0];
  });
  app.post<{ Body: { hash: string; password: string } }>('/verify', async ({ body }) => ({
    isRight: await verify(body.hash, body.password),
  }));
});
