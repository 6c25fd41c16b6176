// The limits of bench/users.ts: pages of the users list with everything the product returns, from the
// driver with straightforward joins; and adding one user as plain rows to tables without constraints.
import { randomBytes, randomUUID } from 'node:crypto';
import { serveLimits } from './limit.ts';

const columns = `
  SELECT u.id, u.name, u.email_display AS email, u.first_name AS "firstName", u.last_name AS "lastName", u.role,
    u.status, u.last_login_at AS "lastLoginAt", u.activated_at AS "activatedAt", u.deactivated_at AS "deactivatedAt",
    u.external_id AS "externalId", u.locale, NULL AS progress, u.created_at AS "createdAt", u.updated_at AS "updatedAt",
    (SELECT json_build_object('id', i.id, 'status', i.state, 'delivery', i.delivery, 'deliveryDetail', i.delivery_detail,
       'sentAt', i.sent_at, 'expiresAt', i.expires_at)
     FROM invitations i WHERE i.account_id = u.account_id AND i.id = u.invitation_id) AS invitation,
    (SELECT json_agg(json_build_object('id', g.id, 'name', g.name)) FROM group_memberships m
     JOIN groups g ON g.account_id = m.account_id AND g.id = m.group_id
     WHERE m.account_id = u.account_id AND m.user_id = u.id) AS groups
  FROM users u`;
const inGroup = `JOIN group_memberships x ON x.account_id = u.account_id AND x.user_id = u.id AND x.group_id = $2`;
const order = 'ORDER BY u.name, u.id LIMIT 50';

/** The SQL of each page; the values after the account's id come with the request, in this order. */
const pages: Readonly<Record<string, string>> = {
  first: `${columns} WHERE u.account_id = $1 ${order}`,
  group: `${columns} ${inGroup} WHERE u.account_id = $1 ${order}`,
  status: `${columns} WHERE u.account_id = $1 AND u.status = $2 ${order}`,
  both: `${columns} ${inGroup} WHERE u.account_id = $1 AND u.status = $3 ${order}`,
  deep: `${columns} WHERE u.account_id = $1 AND (u.name, u.id) > ($2, $3) ${order}`,
  search: `${columns} WHERE u.account_id = $1 AND u.search LIKE '%' || $2 || '%' ${order}`,
  usualSearch: `${columns.replace('FROM users u', 'FROM limits.people u')}
    WHERE u.account_id = $1 AND u.search LIKE '%' || $2 || '%' ${order}`,
};

// The product's tables with their indexes, but without foreign keys and triggers.
const tables = ['users', 'group_memberships', 'invitations', 'invitation_tokens', 'events', 'emails'];
const copies = tables.map((table) => `CREATE TABLE limits.${table} (LIKE public.${table} INCLUDING ALL);`);

// The users of one account, and the usual index for a search: the account, then the text.
const people = (accountId: string) => `
  DROP TABLE IF EXISTS limits.people;
  CREATE TABLE limits.people AS SELECT * FROM public.users WHERE account_id = '${accountId}';
  ALTER TABLE limits.people ADD PRIMARY KEY (account_id, id);
  CREATE INDEX ON limits.people (account_id, name, id);
  CREATE INDEX ON limits.people USING gin (account_id, search gin_trgm_ops);
  VACUUM ANALYZE limits.people`;

interface AddBody {
  readonly accountId: string;
  readonly email: string;
  readonly groupIds: readonly string[];
}

interface BatchBody {
  readonly accountId: string;
  readonly users: readonly { readonly email: string; readonly groupIds: readonly string[] }[];
}

await serveLimits(async (app, pool) => {
  await pool.query(`DROP SCHEMA IF EXISTS limits CASCADE; CREATE SCHEMA limits; ${copies.join(' ')}`);
  app.get<{ Params: { page: string }; Querystring: { values: string } }>('/:page', async (request) => {
    const { page } = request.params;
    const values = request.query.values.split('|');
    const { rows } = await pool.query({ name: page, text: pages[page] ?? '', values });
    return { data: rows };
  });
  app.post<{ Body: { accountId: string } }>('/people', async ({ body }) => {
    for (const statement of people(body.accountId).split(';')) await pool.query(statement);
    return {};
  });
  app.post<{ Body: AddBody }>('/users', async ({ body }, reply) => {
    const { accountId, groupIds } = body;
    const [id, invitationId, emailId] = [randomUUID(), randomUUID(), randomUUID()];
    const email = body.email.replace('@', `.${id.slice(0, 8)}@`);
    const client = await pool.connect();
    const put = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
    await client.query('BEGIN');
    await put(
      'user',
      `INSERT INTO limits.users (account_id, id, email, email_display, name, status) VALUES ($1, $2, $3, $3, $3, 'invited')`,
      [accountId, id, email],
    );
    await put(
      'memberships',
      'INSERT INTO limits.group_memberships (account_id, group_id, user_id) SELECT $1, g, $3 FROM unnest($2::uuid[]) g',
      [accountId, groupIds, id],
    );
    await put(
      'invitation',
      `INSERT INTO limits.invitations (account_id, id, user_id, expires_at) VALUES ($1, $2, $3, now() + interval '7 days')`,
      [accountId, invitationId, id],
    );
    await put(
      'token',
      'INSERT INTO limits.invitation_tokens (token_hash, account_id, invitation_id, created_at) VALUES ($1, $2, $3, now())',
      [randomBytes(32), accountId, invitationId],
    );
    await put(
      'event',
      `INSERT INTO limits.events (account_id, id, sequence, type, actor_type, actor_name, user_id, created_at)
       VALUES ($1, $2, 1, 'user.created', 'user', 'Somebody', $3, now())`,
      [accountId, randomUUID(), id],
    );
    await put(
      'email',
      `INSERT INTO limits.emails (account_id, id, user_id, invitation_id, template, locale, "to", created_at)
       VALUES ($1, $2, $3, $4, 'invitation', 'en', $5, now())`,
      [accountId, emailId, id, invitationId, email],
    );
    await client.query('COMMIT');
    client.release();
    return reply.code(201).send({ id, email });
  });
  app.post<{ Body: BatchBody }>('/batch', { bodyLimit: 10_000_000 }, async ({ body }) => {
    const rows = body.users.map(({ email, groupIds }) => ({
      id: randomUUID(),
      invitationId: randomUUID(),
      email,
      groupIds,
    }));
    const ids = rows.map(({ id }) => id);
    const invitationIds = rows.map(({ invitationId }) => invitationId);
    const emails = rows.map(({ email }) => email);
    const memberships = rows.flatMap(({ id, groupIds }) => groupIds.map((groupId) => [groupId, id] as const));
    const client = await pool.connect();
    const put = (name: string, text: string, values: unknown[]) =>
      client.query({ name: `many ${name}`, text, values: [body.accountId, ...values] });
    await client.query('BEGIN');
    await put(
      'users',
      `INSERT INTO limits.users (account_id, id, email, email_display, name, status)
       SELECT $1, i, e, e, e, 'invited' FROM unnest($2::uuid[], $3::text[]) AS n(i, e)`,
      [ids, emails],
    );
    await put(
      'memberships',
      'INSERT INTO limits.group_memberships (account_id, group_id, user_id) SELECT $1, g, u FROM unnest($2::uuid[], $3::uuid[]) AS n(g, u)',
      [memberships.map(([groupId]) => groupId), memberships.map(([, id]) => id)],
    );
    await put(
      'invitations',
      `INSERT INTO limits.invitations (account_id, id, user_id, expires_at)
       SELECT $1, i, u, now() + interval '7 days' FROM unnest($2::uuid[], $3::uuid[]) AS n(i, u)`,
      [invitationIds, ids],
    );
    await put(
      'tokens',
      `INSERT INTO limits.invitation_tokens (token_hash, account_id, invitation_id, created_at)
       SELECT h, $1, i, now() FROM unnest($2::bytea[], $3::uuid[]) AS n(h, i)`,
      [ids.map(() => randomBytes(32)), invitationIds],
    );
    await put(
      'events',
      `INSERT INTO limits.events (account_id, id, sequence, type, actor_type, actor_name, user_id, created_at)
       SELECT $1, gen_random_uuid(), 1, 'user.created', 'user', 'Somebody', u, now() FROM unnest($2::uuid[]) AS n(u)`,
      [ids],
    );
    await put(
      'emails',
      `INSERT INTO limits.emails (account_id, id, user_id, invitation_id, template, locale, "to", created_at)
       SELECT $1, gen_random_uuid(), u, i, 'invitation', 'en', e, now()
       FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS n(u, i, e)`,
      [ids, invitationIds, emails],
    );
    await client.query('COMMIT');
    client.release();
    return { added: ids.length };
  });
});
