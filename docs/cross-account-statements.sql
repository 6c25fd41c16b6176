-- The statements that may touch rows of more than one account, each with the reason.
-- The tests compare this list with what ran; docs/guides/testing.md says how to update it.

-- a batch contains e-mails of several accounts
INSERT INTO email_contents (account_id, email_id, "from", reply_to, unsubscribe_url, html, text)
SELECT c.account_id, c.email_id, c."from", c.reply_to, c.unsubscribe_url, c.html, c.text
FROM unnest($1::uuid[],$2::uuid[],$3::text[],$4::text[],$5::text[],$6::text[],$7::text[]) AS c("account_id", "email_id", "from", "reply_to", "unsubscribe_url", "html", "text");

-- a batch contains e-mails of several accounts
SELECT EXISTS (SELECT 1 FROM emails e WHERE e.lane = 'personal' AND (e.turn IS NOT NULL AND e.batch_id IS NULL)) AS waits;

-- a batch contains e-mails of several accounts
SELECT e.id::text FROM emails e WHERE (e.turn IS NOT NULL AND e.batch_id IS NULL) AND (e.status IN ('queued', 'delayed') AND e.sent_at IS NULL)
ORDER BY e.lane, e.turn, e.id LIMIT $1 FOR UPDATE SKIP LOCKED;

-- a batch contains e-mails of several accounts
SELECT e.id::text FROM emails e WHERE e.id = ANY($1::uuid[]) AND (
e.template IN ('invitation', 'invitation_reminder') AND NOT e.is_test AND e.invitation_id IS NOT NULL
AND NOT EXISTS (
  SELECT 1 FROM invitations i WHERE i.account_id = e.account_id AND i.id = e.invitation_id
    AND i.state = 'pending' AND i.email_id = e.id AND i.expires_at > now()))
  ORDER BY e.account_id, e.id;

-- a batch contains e-mails of several accounts
SELECT e.id::text FROM emails e WHERE e.lane = 'personal' AND (e.turn IS NOT NULL AND e.batch_id IS NULL) AND (e.status IN ('queued', 'delayed') AND e.sent_at IS NULL)
ORDER BY e.turn, e.id LIMIT $1 FOR UPDATE SKIP LOCKED;

-- a batch contains e-mails of several accounts
UPDATE emails e SET batch_id = NULL FROM (
  SELECT o.id FROM emails o WHERE o.batch_id = $1::uuid AND o.lane <> 'personal'
  ORDER BY o.lane DESC, o.turn DESC LIMIT $2) last
WHERE e.id = last.id;

-- a batch contains e-mails of several accounts
UPDATE emails e SET batch_id = NULL, turn = NULL, sealed = CASE WHEN e.status = 'failed' THEN e.sealed END
WHERE e.batch_id = $1::uuid AND NOT (e.status IN ('queued', 'delayed') AND e.sent_at IS NULL)
  AND NOT ($2 AND EXISTS (
    SELECT 1 FROM emails o WHERE o.batch_id = e.batch_id AND o.status IN ('queued', 'delayed') AND o.sent_at IS NULL));

-- a batch contains e-mails of several accounts
WITH heads AS (SELECT lane FROM email_lane_heads ORDER BY lane FOR UPDATE),
reached AS (
  SELECT e.lane, max(e.turn) AS turn FROM emails e WHERE e.id = ANY($1::uuid[]) GROUP BY e.lane
)
UPDATE email_lane_heads h SET head = r.turn FROM heads, reached r
WHERE h.lane = heads.lane AND h.lane = r.lane AND h.head < r.turn;

-- a batch contains e-mails of several accounts
WITH outcomes AS (
  SELECT * FROM unnest($1::uuid[], $2::delivery[],
    $3::text[],
    $4::text[], $5::uuid[])
    AS o(id, status, detail, provider_id, event_id)
), changed AS (
  UPDATE emails e SET status = o.status, attempts = e.attempts + 1, updated_at = $6,
    provider_id = coalesce(o.provider_id, e.provider_id),
    sent_at = CASE WHEN o.status = 'sent' THEN $7::timestamptz END
  FROM outcomes o WHERE e.id = o.id AND (e.status IN ('queued', 'delayed') AND e.sent_at IS NULL)
  RETURNING e.account_id, e.id, e.user_id, e.invitation_id, e.template, e."to", o.status, o.detail,
    o.provider_id, o.event_id
), told AS (
  INSERT INTO email_events (account_id, id, email_id, type, at, detail)
  SELECT account_id, event_id, id, status, $8::timestamptz, detail FROM changed
), invited AS (
  UPDATE invitations i SET delivery = c.status, delivery_detail = c.detail, updated_at = $9,
    sent_at = CASE WHEN c.status = 'sent' THEN $10::timestamptz ELSE i.sent_at END
  FROM changed c WHERE i.account_id = c.account_id AND i.id = c.invitation_id AND i.email_id = c.id
), counted AS (
  INSERT INTO account_sending AS s (account_id, day, sent)
  SELECT c.account_id, $11::date, count(*)::int FROM changed c WHERE c.status = 'sent'
  GROUP BY c.account_id ORDER BY c.account_id
  ON CONFLICT (account_id) DO UPDATE SET day = greatest(s.day, $12::date), sent = (s.sent >> least(greatest($13::date - s.day, 0), 31)) + excluded.sent,
bounced = (s.bounced >> least(greatest($14::date - s.day, 0), 31)), complained = (s.complained >> least(greatest($15::date - s.day, 0), 31)),
    admitted = CASE WHEN s.day = $16::date THEN s.admitted ELSE 0 END
)
SELECT account_id::text AS "accountId", id::text, user_id::text AS "userId", template, "to", detail,
  invitation_id::text AS "invitationId", status::text, provider_id AS "providerId" FROM changed;

-- a batch contains e-mails of several accounts
WITH words AS (
  SELECT * FROM unnest($1::uuid[], $2::text[],
    $3::text[]) AS w(id, subject, sealed)
)
UPDATE emails e SET batch_id = $4::uuid, is_rendered = true, updated_at = $5,
  subject = coalesce(w.subject, e.subject), sealed = coalesce(decode(w.sealed, 'hex'), e.sealed)
FROM words w WHERE e.id = w.id AND e.batch_id IS NULL AND (e.status IN ('queued', 'delayed') AND e.sent_at IS NULL);

-- all accounts of the person who is signed in
SELECT d.email_display AS "identityEmail", d.name AS "identityName", d.locale AS "identityLocale",
  u.email_display AS email, u.first_name AS "firstName", u.last_name AS "lastName", u.name,
  u.role::text, u.activated_at AS "activatedAt",
  json_build_object('id', a.id, 'name', a.name, 'logoVersion', a.logo_version, 'primaryColor', a.primary_color,
    'locale', a.locale, 'timeZone', a.time_zone, 'supportEmail', a.support_email) AS account,
  (
SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name)), '[]') FROM unnest(u.group_ids) AS m(id)
JOIN groups g ON g.account_id = u.account_id AND g.id = m.id) AS groups,
  (SELECT coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'logoVersion', o.logo_version,
     'role', o.role) ORDER BY o.name, o.id), '[]')
   FROM (SELECT b.id, b.name, b.logo_version, v.role FROM users v JOIN accounts b ON b.id = v.account_id
     WHERE v.identity_id = u.identity_id AND v.status = 'active' ORDER BY b.name, b.id LIMIT 100) AS o) AS accounts
FROM users u JOIN accounts a ON a.id = u.account_id JOIN identities d ON d.id = u.identity_id
WHERE u.account_id = $1::uuid AND u.id = $2::uuid;

-- an identity and all its accounts, for security e-mails
SELECT d.id AS "identityId", d.email_display AS "to", d.name, d.devices_valid_from AS "devicesValidFrom",
  coalesce(d.locale, last.locale) AS locale, coalesce(last.time_zone, 'UTC') AS "timeZone",
  CASE WHEN last.places = 1 AND d.proved_at IS NOT NULL THEN last.id END AS "brandedBy",
  (SELECT coalesce(array_agg(n.name), '{}') FROM users u JOIN accounts a ON a.id = u.account_id,
     unnest(ARRAY[a.name, u.name]) AS n(name) WHERE u.identity_id = d.id) AS names
FROM identities d LEFT JOIN LATERAL (
  SELECT a.id, a.time_zone, coalesce(u.locale, a.locale) AS locale, count(*) OVER () AS places
  FROM users u JOIN accounts a ON a.id = u.account_id
  WHERE u.identity_id = d.id AND u.status = 'active'
  ORDER BY u.last_login_at DESC NULLS LAST, u.id LIMIT 1) last ON true
WHERE d.email = $1;

-- an identity and all its accounts, for security e-mails
SELECT d.id AS "identityId", d.email_display AS "to", d.name, d.devices_valid_from AS "devicesValidFrom",
  coalesce(d.locale, last.locale) AS locale, coalesce(last.time_zone, 'UTC') AS "timeZone",
  CASE WHEN last.places = 1 AND d.proved_at IS NOT NULL THEN last.id END AS "brandedBy",
  (SELECT coalesce(array_agg(n.name), '{}') FROM users u JOIN accounts a ON a.id = u.account_id,
     unnest(ARRAY[a.name, u.name]) AS n(name) WHERE u.identity_id = d.id) AS names
FROM identities d LEFT JOIN LATERAL (
  SELECT a.id, a.time_zone, coalesce(u.locale, a.locale) AS locale, count(*) OVER () AS places
  FROM users u JOIN accounts a ON a.id = u.account_id
  WHERE u.identity_id = d.id AND u.status = 'active'
  ORDER BY u.last_login_at DESC NULLS LAST, u.id LIMIT 1) last ON true
WHERE d.id = $1::uuid;

-- audit of access by the operator
SELECT k.account_id AS "accountId", k.id, k.name, k.scopes, k.allowed_ips AS "allowedIps",
    k.expires_at AS "expiresAt",
e.actor_name AS giver, e.actor_type::text AS "giverType", gu.role::text AS "giverRole", gk.scopes AS "giverScopes",
gk.allowed_ips AS "giverIps", gk.expires_at AS "giverExpiresAt", gk.revoked_at AS "giverRevokedAt" FROM api_keys k
  JOIN events e ON e.account_id = k.account_id AND e.type = 'api_key.created' AND e.target_id = k.id
LEFT JOIN users gu ON gu.account_id = e.account_id AND gu.id = e.actor_id AND gu.status = 'active'
LEFT JOIN api_keys gk ON gk.account_id = e.account_id AND gk.id = e.actor_id
  WHERE k.revoked_at IS NULL AND k.parent_id IS NULL AND e.actor_type = 'api_key'
    AND (k.expires_at IS NULL OR k.expires_at > $1)
  ORDER BY k.account_id, k.id;

-- audit of access by the operator
SELECT u.account_id AS "accountId", u.id, u.name, u.role::text,
e.actor_name AS giver, e.actor_type::text AS "giverType", gu.role::text AS "giverRole", gk.scopes AS "giverScopes",
gk.allowed_ips AS "giverIps", gk.expires_at AS "giverExpiresAt", gk.revoked_at AS "giverRevokedAt" FROM users u
  CROSS JOIN LATERAL (
    SELECT * FROM events e WHERE e.account_id = u.account_id AND e.user_id = u.id
      AND e.type = 'user.reactivated' ORDER BY e.id DESC LIMIT 1) e
LEFT JOIN users gu ON gu.account_id = e.account_id AND gu.id = e.actor_id AND gu.status = 'active'
LEFT JOIN api_keys gk ON gk.account_id = e.account_id AND gk.id = e.actor_id
  WHERE u.role <> 'member' AND u.status <> 'deactivated' AND e.actor_type IN ('user', 'api_key')
  ORDER BY u.account_id, u.id;

-- audit of access by the operator
SELECT u.account_id AS "accountId", u.id, u.name, u.role::text,
e.actor_name AS giver, e.actor_type::text AS "giverType", gu.role::text AS "giverRole", gk.scopes AS "giverScopes",
gk.allowed_ips AS "giverIps", gk.expires_at AS "giverExpiresAt", gk.revoked_at AS "giverRevokedAt" FROM users u
  CROSS JOIN LATERAL (
    SELECT * FROM events e WHERE e.account_id = u.account_id AND e.user_id = u.id
      AND e.type IN ('user.created', 'user.role_changed') ORDER BY e.id DESC LIMIT 1) e
LEFT JOIN users gu ON gu.account_id = e.account_id AND gu.id = e.actor_id AND gu.status = 'active'
LEFT JOIN api_keys gk ON gk.account_id = e.account_id AND gk.id = e.actor_id
  WHERE u.role <> 'member' AND u.status <> 'deactivated' AND e.actor_type = 'api_key'
  ORDER BY u.account_id, u.id;

-- audit of access by the operator
SELECT w.account_id AS "accountId", w.id, w.url AS name, w.events,
e.actor_name AS giver, e.actor_type::text AS "giverType", gu.role::text AS "giverRole", gk.scopes AS "giverScopes",
gk.allowed_ips AS "giverIps", gk.expires_at AS "giverExpiresAt", gk.revoked_at AS "giverRevokedAt" FROM webhook_endpoints w
  JOIN events e ON e.account_id = w.account_id AND e.type = 'webhook_endpoint.created' AND e.target_id = w.id
LEFT JOIN users gu ON gu.account_id = e.account_id AND gu.id = e.actor_id AND gu.status = 'active'
LEFT JOIN api_keys gk ON gk.account_id = e.account_id AND gk.id = e.actor_id
  WHERE w.created_by_id IS NULL AND w.is_enabled ORDER BY w.account_id, w.id;

-- deliveries that are due
WITH RECURSIVE endpoints(account_id, endpoint_id) AS (
    SELECT account_id, id FROM webhook_endpoints WHERE account_id = ANY($1::uuid[])),
  busy AS (SELECT * FROM unnest($2::uuid[],$3::uuid[],$4::text[]) AS b("account_id", "endpoint_id", "lane")),
  due AS MATERIALIZED (
    SELECT d.*, l.account_id, l.endpoint_id, n.lane, r.*,
      row_number() OVER (PARTITION BY l.endpoint_id
        ORDER BY d.is_urgent DESC, d.next_attempt_at, d.event_id) AS turn
    FROM endpoints l
    JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
    CROSS JOIN LATERAL (
      SELECT count(*) AS busy, count(*) FILTER (WHERE b.lane = 'slow') AS slow
      FROM busy b WHERE b.endpoint_id = l.endpoint_id) c
    CROSS JOIN LATERAL (
      SELECT CASE WHEN w.is_slow OR w.failing_since IS NOT NULL OR c.slow > 0 THEN 'slow'
  WHEN w.last_success_at IS NULL THEN 'new' ELSE 'quick' END AS lane) n
    CROSS JOIN LATERAL (
      SELECT CASE 'quick' WHEN 'quick' THEN $5::bigint
  WHEN 'new' THEN $6::bigint ELSE $7::bigint END - c.busy AS urgent_room,
        CASE n.lane WHEN 'quick' THEN $8::bigint
  WHEN 'new' THEN $9::bigint ELSE $10::bigint END - c.busy AS room) r
    CROSS JOIN LATERAL (
      SELECT * FROM (
  SELECT d.id, d.event_id, d.is_urgent, d.next_attempt_at, d.claimed_until FROM webhook_deliveries d
  WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
    AND d.is_urgent AND d.next_attempt_at <= $11
  ORDER BY d.next_attempt_at, d.event_id LIMIT greatest(r.urgent_room, 0) FOR UPDATE OF d SKIP LOCKED) urgent
      UNION ALL
      SELECT * FROM (
  SELECT d.id, d.event_id, d.is_urgent, d.next_attempt_at, d.claimed_until FROM webhook_deliveries d
  WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
    AND NOT d.is_urgent AND (w.throttled_until IS NULL OR w.throttled_until <= $12) AND d.next_attempt_at <= $13
  ORDER BY d.next_attempt_at, d.event_id LIMIT greatest(r.room, 0) FOR UPDATE OF d SKIP LOCKED) ordinary) d
  ), fair AS (
    SELECT *, row_number() OVER (PARTITION BY account_id, lane ORDER BY turn, next_attempt_at, id)
      + (SELECT count(*) FROM busy b WHERE b.account_id = due.account_id AND b.lane = due.lane) AS place
    FROM due WHERE turn <= CASE WHEN is_urgent THEN urgent_room ELSE room END
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY lane = 'slow' ORDER BY place, turn, next_attempt_at, event_id) AS rank
    FROM fair WHERE place <= CASE lane WHEN 'quick' THEN $14::bigint
  WHEN 'new' THEN $15::bigint ELSE $16::bigint END
  ), chosen AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY rank, next_attempt_at, event_id) AS number FROM ranked
    WHERE rank <= CASE lane WHEN 'slow' THEN $17::bigint ELSE $18::bigint END
  ), interrupted AS (
    INSERT INTO webhook_attempts (account_id, delivery_id, id, error, duration_ms, created_at)
    SELECT account_id, id, encode(
  substring(int8send($19::bigint + number / 4096) FROM 3)
  || int2send((28672 + number % 4096)::int2)
  || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid, 'interrupted', $20::int,
      claimed_until - make_interval(secs => $21::int)
    FROM chosen WHERE claimed_until IS NOT NULL
  ), taken AS (
    UPDATE webhook_deliveries d SET claimed_until = $22, next_attempt_at = $23,
      attempt_count = d.attempt_count + (c.claimed_until IS NOT NULL)::int
    FROM chosen c WHERE d.account_id = c.account_id AND d.id = c.id
    RETURNING d.account_id, d.id, d.endpoint_id, d.event_id, d.type, d.payload, d.retries,
      d.is_urgent, d.claimed_until, c.number, c.lane
  )
  SELECT
e.id, e.type, e.account_id AS "accountId", e.sequence::text, e.actor_type AS "actorType",
e.actor_id AS "actorId", e.actor_name AS "actorName", e.target_type AS "targetType",
e.target_id AS "targetId",
e.target_name AS "targetName", e.user_id AS "userId", e.user_name AS "userName",
e.user_external_id AS "userExternalId", e.data,
e.created_at AS "createdAt", t.account_id AS "accountId", t.id AS "deliveryId",
    t.endpoint_id AS "endpointId", t.event_id AS "eventId", t.type, t.payload, t.retries,
    t.is_urgent AS "isUrgent", t.claimed_until AS lease, w.url, w.is_enabled AS "isEnabled", t.lane,
    w.failing_since AS "failingSince", w.secret, w.previous_secret AS "previousSecret",
    w.previous_expires_at AS "previousExpiresAt", w.created_by_id AS "readerId",
    w.created_by_key_id AS "readerKeyId",
u.role::text, u.status::text, k.scopes, k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt"
  FROM taken t
  JOIN webhook_endpoints w ON w.account_id = t.account_id AND w.id = t.endpoint_id

  LEFT JOIN users u ON u.account_id = w.account_id AND u.id = w.created_by_id
  LEFT JOIN api_keys k ON k.account_id = w.account_id AND k.id = w.created_by_key_id
  LEFT JOIN events e ON e.account_id = t.account_id AND e.id = t.event_id
  ORDER BY t.number;

-- deliveries that are due
WITH RECURSIVE endpoints(account_id, endpoint_id) AS (
  (SELECT account_id, endpoint_id FROM webhook_deliveries WHERE status = 'pending'
    ORDER BY account_id, endpoint_id LIMIT 1)
  UNION ALL
  SELECT n.* FROM endpoints l CROSS JOIN LATERAL (
    SELECT d.account_id, d.endpoint_id FROM webhook_deliveries d
    WHERE d.status = 'pending' AND (d.account_id, d.endpoint_id) > (l.account_id, l.endpoint_id)
    ORDER BY d.account_id, d.endpoint_id LIMIT 1) n),
  busy AS (SELECT * FROM unnest($1::uuid[],$2::uuid[],$3::text[]) AS b("account_id", "endpoint_id", "lane")),
  due AS MATERIALIZED (
    SELECT d.*, l.account_id, l.endpoint_id, n.lane, r.*,
      row_number() OVER (PARTITION BY l.endpoint_id
        ORDER BY d.is_urgent DESC, d.next_attempt_at, d.event_id) AS turn
    FROM endpoints l
    JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
    CROSS JOIN LATERAL (
      SELECT count(*) AS busy, count(*) FILTER (WHERE b.lane = 'slow') AS slow
      FROM busy b WHERE b.endpoint_id = l.endpoint_id) c
    CROSS JOIN LATERAL (
      SELECT CASE WHEN w.is_slow OR w.failing_since IS NOT NULL OR c.slow > 0 THEN 'slow'
  WHEN w.last_success_at IS NULL THEN 'new' ELSE 'quick' END AS lane) n
    CROSS JOIN LATERAL (
      SELECT CASE 'quick' WHEN 'quick' THEN $4::bigint
  WHEN 'new' THEN $5::bigint ELSE $6::bigint END - c.busy AS urgent_room,
        CASE n.lane WHEN 'quick' THEN $7::bigint
  WHEN 'new' THEN $8::bigint ELSE $9::bigint END - c.busy AS room) r
    CROSS JOIN LATERAL (
      SELECT * FROM (
  SELECT d.id, d.event_id, d.is_urgent, d.next_attempt_at, d.claimed_until FROM webhook_deliveries d
  WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
    AND d.is_urgent AND d.next_attempt_at <= $10
  ORDER BY d.next_attempt_at, d.event_id LIMIT greatest(r.urgent_room, 0) FOR UPDATE OF d SKIP LOCKED) urgent
      UNION ALL
      SELECT * FROM (
  SELECT d.id, d.event_id, d.is_urgent, d.next_attempt_at, d.claimed_until FROM webhook_deliveries d
  WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
    AND NOT d.is_urgent AND (w.throttled_until IS NULL OR w.throttled_until <= $11) AND d.next_attempt_at <= $12
  ORDER BY d.next_attempt_at, d.event_id LIMIT greatest(r.room, 0) FOR UPDATE OF d SKIP LOCKED) ordinary) d
  ), fair AS (
    SELECT *, row_number() OVER (PARTITION BY account_id, lane ORDER BY turn, next_attempt_at, id)
      + (SELECT count(*) FROM busy b WHERE b.account_id = due.account_id AND b.lane = due.lane) AS place
    FROM due WHERE turn <= CASE WHEN is_urgent THEN urgent_room ELSE room END
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY lane = 'slow' ORDER BY place, turn, next_attempt_at, event_id) AS rank
    FROM fair WHERE place <= CASE lane WHEN 'quick' THEN $13::bigint
  WHEN 'new' THEN $14::bigint ELSE $15::bigint END
  ), chosen AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY rank, next_attempt_at, event_id) AS number FROM ranked
    WHERE rank <= CASE lane WHEN 'slow' THEN $16::bigint ELSE $17::bigint END
  ), interrupted AS (
    INSERT INTO webhook_attempts (account_id, delivery_id, id, error, duration_ms, created_at)
    SELECT account_id, id, encode(
  substring(int8send($18::bigint + number / 4096) FROM 3)
  || int2send((28672 + number % 4096)::int2)
  || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid, 'interrupted', $19::int,
      claimed_until - make_interval(secs => $20::int)
    FROM chosen WHERE claimed_until IS NOT NULL
  ), taken AS (
    UPDATE webhook_deliveries d SET claimed_until = $21, next_attempt_at = $22,
      attempt_count = d.attempt_count + (c.claimed_until IS NOT NULL)::int
    FROM chosen c WHERE d.account_id = c.account_id AND d.id = c.id
    RETURNING d.account_id, d.id, d.endpoint_id, d.event_id, d.type, d.payload, d.retries,
      d.is_urgent, d.claimed_until, c.number, c.lane
  )
  SELECT
e.id, e.type, e.account_id AS "accountId", e.sequence::text, e.actor_type AS "actorType",
e.actor_id AS "actorId", e.actor_name AS "actorName", e.target_type AS "targetType",
e.target_id AS "targetId",
e.target_name AS "targetName", e.user_id AS "userId", e.user_name AS "userName",
e.user_external_id AS "userExternalId", e.data,
e.created_at AS "createdAt", t.account_id AS "accountId", t.id AS "deliveryId",
    t.endpoint_id AS "endpointId", t.event_id AS "eventId", t.type, t.payload, t.retries,
    t.is_urgent AS "isUrgent", t.claimed_until AS lease, w.url, w.is_enabled AS "isEnabled", t.lane,
    w.failing_since AS "failingSince", w.secret, w.previous_secret AS "previousSecret",
    w.previous_expires_at AS "previousExpiresAt", w.created_by_id AS "readerId",
    w.created_by_key_id AS "readerKeyId",
u.role::text, u.status::text, k.scopes, k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt"
  FROM taken t
  JOIN webhook_endpoints w ON w.account_id = t.account_id AND w.id = t.endpoint_id

  LEFT JOIN users u ON u.account_id = w.account_id AND u.id = w.created_by_id
  LEFT JOIN api_keys k ON k.account_id = w.account_id AND k.id = w.created_by_key_id
  LEFT JOIN events e ON e.account_id = t.account_id AND e.id = t.event_id
  ORDER BY t.number;

-- deliveries that are due
WITH RECURSIVE endpoints(account_id, endpoint_id) AS (
(SELECT account_id, endpoint_id FROM webhook_deliveries WHERE status = 'pending'
  ORDER BY account_id, endpoint_id LIMIT 1)
UNION ALL
SELECT n.* FROM endpoints l CROSS JOIN LATERAL (
  SELECT d.account_id, d.endpoint_id FROM webhook_deliveries d
  WHERE d.status = 'pending' AND (d.account_id, d.endpoint_id) > (l.account_id, l.endpoint_id)
  ORDER BY d.account_id, d.endpoint_id LIMIT 1) n)
SELECT min(CASE WHEN w.throttled_until > $1 THEN w.throttled_until ELSE d.next_attempt_at END) AS at
FROM endpoints l
JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
LEFT JOIN LATERAL (
  SELECT next_attempt_at FROM webhook_deliveries d
  WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
    AND NOT d.is_urgent AND d.next_attempt_at > $2
  ORDER BY d.next_attempt_at LIMIT 1) d ON true;

-- deliveries that are due
WITH RECURSIVE endpoints(account_id, endpoint_id) AS (
(SELECT account_id, endpoint_id FROM webhook_deliveries WHERE status = 'pending'
  ORDER BY account_id, endpoint_id LIMIT 1)
UNION ALL
SELECT n.* FROM endpoints l CROSS JOIN LATERAL (
  SELECT d.account_id, d.endpoint_id FROM webhook_deliveries d
  WHERE d.status = 'pending' AND (d.account_id, d.endpoint_id) > (l.account_id, l.endpoint_id)
  ORDER BY d.account_id, d.endpoint_id LIMIT 1) n)
SELECT n.lane, coalesce(sum(c.waiting), 0)::int AS waiting,
  coalesce(greatest(0, extract(epoch FROM $1::timestamptz - min(c.since))), 0)::float8 AS seconds
FROM unnest('{quick,new,slow}'::text[]) AS n(lane)
LEFT JOIN (
  SELECT CASE WHEN w.is_slow OR w.failing_since IS NOT NULL OR false THEN 'slow'
WHEN w.last_success_at IS NULL THEN 'new' ELSE 'quick' END AS lane, d.waiting, d.since FROM endpoints l
  JOIN webhook_endpoints w ON w.account_id = l.account_id AND w.id = l.endpoint_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS waiting, min(one.next_attempt_at) AS since FROM (
      SELECT d.next_attempt_at FROM webhook_deliveries d
      WHERE d.account_id = l.account_id AND d.endpoint_id = l.endpoint_id AND d.status = 'pending'
        AND NOT d.is_urgent AND d.next_attempt_at <= $2
      ORDER BY d.next_attempt_at LIMIT $3) one) d
  WHERE w.throttled_until IS NULL OR w.throttled_until <= $4) c ON c.lane = n.lane
GROUP BY n.lane;

-- digests that are due
SELECT account_id AS "accountId", user_id AS "userId", channel::text, kind::text FROM digest_items
GROUP BY account_id, user_id, channel, kind
HAVING (kind = 'daily' AND min(due_at) <= $1)
  OR (kind = 'wave' AND (max(due_at) <= $2 OR min(created_at) <= $3))
LIMIT $4;

-- e-mails that wait for the limit of their account
WITH RECURSIVE holding(account_id) AS (
    (SELECT account_id FROM emails WHERE is_held ORDER BY account_id LIMIT 1)
    UNION ALL
    SELECT n.account_id FROM holding h CROSS JOIN LATERAL (
      SELECT e.account_id FROM emails e WHERE e.is_held AND e.account_id > h.account_id
      ORDER BY e.account_id LIMIT 1) n
  )
  SELECT h.account_id AS id FROM holding h LEFT JOIN account_sending s ON s.account_id = h.account_id
  WHERE CASE WHEN s.is_limited AND NOT ((
SELECT greatest(count(*) - 1, 0)::int FROM (
  SELECT 1 FROM users u WHERE u.account_id = s.account_id AND u.status = 'active'
  LIMIT $1::int) active) >= $2::int)
  THEN greatest(0, $3::int - CASE WHEN s.day = $4::date THEN s.admitted ELSE 0 END)
  ELSE $5::int END > 0 AND EXISTS (
    SELECT 1 FROM emails e WHERE e.account_id = h.account_id AND e.is_held AND e.lane = 'single'
    UNION ALL SELECT 1 FROM emails e
    WHERE e.account_id = h.account_id AND e.is_held AND e.lane = 'bulk' AND s.paused_at IS NULL);

-- how many accounts are limited
SELECT count(*) FILTER (WHERE s.is_limited)::int AS limited,
  count(*) FILTER (WHERE s.paused_at IS NOT NULL)::int AS paused
FROM account_sending s WHERE s.is_limited OR s.paused_at IS NOT NULL;

-- how many e-mails leave before those of an account
SELECT count(*)::int AS count FROM (
SELECT 1 FROM emails e WHERE (e.turn IS NOT NULL AND e.batch_id IS NULL) AND (e.lane, e.turn) <= ($1::email_lane, $2::bigint)
LIMIT $3) ahead;

-- how many e-mails wait
SELECT h.lane::text, w.waiting,
  coalesce(greatest(0, extract(epoch FROM $1::timestamptz - f.created_at)), 0)::float8 AS seconds
FROM email_lane_heads h
CROSS JOIN LATERAL (
  SELECT count(*)::int AS waiting FROM (
    SELECT 1 FROM emails e WHERE e.lane = h.lane AND (e.turn IS NOT NULL AND e.batch_id IS NULL) LIMIT $2) counted) w
LEFT JOIN LATERAL (
  SELECT e.created_at FROM emails e WHERE e.lane = h.lane AND (e.turn IS NOT NULL AND e.batch_id IS NULL) ORDER BY e.turn, e.id LIMIT 1) f
  ON true
UNION ALL
SELECT 'held', count(*)::int, 0 FROM (SELECT 1 FROM emails e WHERE e.is_held LIMIT $3) counted
ORDER BY lane;

-- nightly clean-up
DELETE FROM api_key_requests WHERE ctid = ANY(ARRAY(
SELECT ctid FROM api_key_requests WHERE created_at < $1 LIMIT $2)) RETURNING 1;

-- nightly clean-up
DELETE FROM idempotent_answers WHERE ctid = ANY(ARRAY(
SELECT ctid FROM idempotent_answers WHERE created_at < $1 LIMIT $2)) RETURNING 1;

-- nightly clean-up
DELETE FROM webhook_deliveries WHERE (account_id, id) IN (
  SELECT account_id, id FROM webhook_deliveries WHERE created_at < $1 ORDER BY created_at
  LIMIT $2)
RETURNING 1;

-- pending invitations of an address that asks for a way in
SELECT i.account_id AS "accountId", i.user_id AS "userId", i.id AS "invitationId"
FROM users u JOIN invitations i ON i.account_id = u.account_id AND i.user_id = u.id AND i.state = 'pending'
WHERE u.email = $1 AND u.status = 'invited' ORDER BY i.issued_at DESC, i.id LIMIT 3;

-- reminders that are due
SELECT account_id AS "accountId", id, user_id AS "userId" FROM invitations
WHERE next_reminder_at IS NOT NULL AND next_reminder_at <= $1
ORDER BY next_reminder_at LIMIT $2;

-- sign-in with an address
SELECT d.id AS "identityId", d.password_hash AS "passwordHash",
  (SELECT json_build_object('userId', u.id, 'accountId', u.account_id, 'name', u.name, 'role', u.role)
   FROM users u WHERE u.identity_id = d.id AND u.status = 'active'
   ORDER BY u.last_login_at DESC NULLS LAST, u.id LIMIT 1) AS user
FROM identities d WHERE d.email = $1;

-- the API key with a secret
SELECT k.account_id AS "accountId", k.id AS "keyId", k.name, k.allowed_ips AS "allowedIps",

u.role::text, u.status::text, k.scopes, k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", u.id AS "personId", u.name AS "personName", CASE WHEN k.parent_id IS NOT NULL THEN (
    WITH RECURSIVE above AS (
      SELECT p.* FROM api_keys p WHERE p.account_id = k.account_id AND p.id = k.parent_id
      UNION ALL
      SELECT p.* FROM above a JOIN api_keys p ON p.account_id = a.account_id AND p.id = a.parent_id
    )
    SELECT json_agg(json_build_object('allowedIps', allowed_ips, 'expiresAt', expires_at,
      'isRevoked', revoked_at IS NOT NULL)) FROM above) END AS above, NULL::timestamptz AS "overlapEndsAt"
  FROM api_keys k JOIN users u ON u.account_id = k.account_id AND u.id = k.created_by_id AND u.status = 'active' WHERE k.hash = $1 AND k.revoked_at IS NULL
  UNION ALL
  SELECT k.account_id AS "accountId", k.id AS "keyId", k.name, k.allowed_ips AS "allowedIps",

u.role::text, u.status::text, k.scopes, k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", u.id AS "personId", u.name AS "personName", CASE WHEN k.parent_id IS NOT NULL THEN (
    WITH RECURSIVE above AS (
      SELECT p.* FROM api_keys p WHERE p.account_id = k.account_id AND p.id = k.parent_id
      UNION ALL
      SELECT p.* FROM above a JOIN api_keys p ON p.account_id = a.account_id AND p.id = a.parent_id
    )
    SELECT json_agg(json_build_object('allowedIps', allowed_ips, 'expiresAt', expires_at,
      'isRevoked', revoked_at IS NOT NULL)) FROM above) END AS above, k.previous_expires_at FROM api_keys k JOIN users u ON u.account_id = k.account_id AND u.id = k.created_by_id AND u.status = 'active'
  WHERE k.previous_hash = $2 AND k.revoked_at IS NULL AND k.previous_expires_at > $3
  LIMIT 1;

-- the e-mail that a report is about
WITH found AS (
  SELECT e.account_id, e.id, e.user_id, e.invitation_id, e.template, e."to", e.status, e.sent_at,
    e.provider_id
  FROM emails e WHERE e.id = $1::uuid

  LIMIT 1 FOR UPDATE
), receipt AS (
  INSERT INTO provider_events (id, received_at) SELECT $2, $3 FROM found
  ON CONFLICT DO NOTHING RETURNING id
), reported AS (
  SELECT m.*, CASE $4::text WHEN $5 THEN $6::int WHEN $7 THEN $8::int WHEN $9 THEN $10::int WHEN $11 THEN $12::int WHEN $13 THEN $14::int WHEN $15 THEN $16::int WHEN $17 THEN $18::int WHEN $19 THEN $20::int END > CASE WHEN m.sent_at IS NULL AND m.provider_id IS NULL THEN 0 ELSE CASE m.status::text WHEN $21 THEN $22::int WHEN $23 THEN $24::int WHEN $25 THEN $26::int WHEN $27 THEN $28::int WHEN $29 THEN $30::int WHEN $31 THEN $32::int WHEN $33 THEN $34::int WHEN $35 THEN $36::int END END AS is_change FROM found m CROSS JOIN receipt
), history AS (
  INSERT INTO email_events (account_id, id, email_id, type, at, detail)
  SELECT n.account_id, $37::uuid, n.id, $38::delivery, $39, $40 FROM reported n
  WHERE $41 <> 'sent' OR NOT EXISTS (
    SELECT 1 FROM email_events v
    WHERE v.account_id = n.account_id AND v.email_id = n.id AND v.type = 'sent')
), changed AS (
  UPDATE emails e SET provider_id = $42, updated_at = $43,
    status = CASE WHEN n.is_change THEN $44::delivery ELSE e.status END,
    sent_at = CASE WHEN $45 THEN coalesce(e.sent_at, $46) ELSE e.sent_at END,
    attempts = CASE WHEN $47 AND e.sent_at IS NULL THEN e.attempts + 1 ELSE e.attempts END,
    sealed = CASE WHEN e.batch_id IS NULL AND $48 <> 'failed' THEN NULL ELSE e.sealed END
  FROM reported n WHERE e.account_id = n.account_id AND e.id = n.id
), invited AS (
  UPDATE invitations i SET delivery = $49::delivery, delivery_detail = $50, updated_at = $51,
    sent_at = CASE WHEN $52 THEN coalesce(i.sent_at, $53) ELSE i.sent_at END
  FROM reported n
  WHERE n.is_change AND i.account_id = n.account_id AND i.id = n.invitation_id AND i.email_id = n.id
)
SELECT m.account_id::text AS "accountId", m.id::text, m.user_id::text AS "userId", m.template, m."to",
  m.invitation_id::text AS "invitationId", n.is_change AS "isChange",
  CASE WHEN n.id IS NOT NULL THEN pg_notify($54, json_build_object(
    'accountId', m.account_id, 'topics', ARRAY['emails.changed', 'users.changed', 'invitations.changed'])::text)::text END AS notified
FROM found m LEFT JOIN reported n ON n.account_id = m.account_id AND n.id = m.id;

-- the e-mail that a report is about
WITH found AS (
  SELECT e.account_id, e.id, e.user_id, e.invitation_id, e.template, e."to", e.status, e.sent_at,
    e.provider_id
  FROM emails e WHERE e.provider_id = $1

  LIMIT 1 FOR UPDATE
), receipt AS (
  INSERT INTO provider_events (id, received_at) SELECT $2, $3 FROM found
  ON CONFLICT DO NOTHING RETURNING id
), reported AS (
  SELECT m.*, CASE $4::text WHEN $5 THEN $6::int WHEN $7 THEN $8::int WHEN $9 THEN $10::int WHEN $11 THEN $12::int WHEN $13 THEN $14::int WHEN $15 THEN $16::int WHEN $17 THEN $18::int WHEN $19 THEN $20::int END > CASE WHEN m.sent_at IS NULL AND m.provider_id IS NULL THEN 0 ELSE CASE m.status::text WHEN $21 THEN $22::int WHEN $23 THEN $24::int WHEN $25 THEN $26::int WHEN $27 THEN $28::int WHEN $29 THEN $30::int WHEN $31 THEN $32::int WHEN $33 THEN $34::int WHEN $35 THEN $36::int END END AS is_change FROM found m CROSS JOIN receipt
), history AS (
  INSERT INTO email_events (account_id, id, email_id, type, at, detail)
  SELECT n.account_id, $37::uuid, n.id, $38::delivery, $39, $40 FROM reported n
  WHERE $41 <> 'sent' OR NOT EXISTS (
    SELECT 1 FROM email_events v
    WHERE v.account_id = n.account_id AND v.email_id = n.id AND v.type = 'sent')
), changed AS (
  UPDATE emails e SET provider_id = $42, updated_at = $43,
    status = CASE WHEN n.is_change THEN $44::delivery ELSE e.status END,
    sent_at = CASE WHEN $45 THEN coalesce(e.sent_at, $46) ELSE e.sent_at END,
    attempts = CASE WHEN $47 AND e.sent_at IS NULL THEN e.attempts + 1 ELSE e.attempts END,
    sealed = CASE WHEN e.batch_id IS NULL AND $48 <> 'failed' THEN NULL ELSE e.sealed END
  FROM reported n WHERE e.account_id = n.account_id AND e.id = n.id
), invited AS (
  UPDATE invitations i SET delivery = $49::delivery, delivery_detail = $50, updated_at = $51,
    sent_at = CASE WHEN $52 THEN coalesce(i.sent_at, $53) ELSE i.sent_at END
  FROM reported n
  WHERE n.is_change AND i.account_id = n.account_id AND i.id = n.invitation_id AND i.email_id = n.id
)
SELECT m.account_id::text AS "accountId", m.id::text, m.user_id::text AS "userId", m.template, m."to",
  m.invitation_id::text AS "invitationId", n.is_change AS "isChange",
  CASE WHEN n.id IS NOT NULL THEN pg_notify($54, json_build_object(
    'accountId', m.account_id, 'topics', ARRAY['emails.changed', 'users.changed', 'invitations.changed'])::text)::text END AS notified
FROM found m LEFT JOIN reported n ON n.account_id = m.account_id AND n.id = m.id;

-- the invitation of an activation token
SELECT i.account_id AS "accountId", i.id AS "invitationId", i.user_id AS "userId", i.state::text,
  i.expires_at <= now() AS "isExpired", t.superseded_at IS NOT NULL AS "isSuperseded",
  i.expires_at AS "expiresAt", i.invited_by_name AS "invitedByName", u.status::text AS "userStatus"
FROM invitation_tokens t
JOIN invitations i ON i.account_id = t.account_id AND i.id = t.invitation_id
JOIN users u ON u.account_id = i.account_id AND u.id = i.user_id
WHERE t.token_hash = $1;

-- the request log, written for all keys at once
WITH noted AS MATERIALIZED (SELECT * FROM unnest($1::uuid[],$2::uuid[],$3::uuid[],$4::text[],$5::text[],$6::smallint[],$7::text[],$8::real[],$9::boolean[],$10::text[],$11::text[],$12::timestamptz[]) AS n("id", "account_id", "key_id", "method", "route", "status", "code", "duration_ms", "is_replayed", "ip_address", "request_id", "time")), last AS (
  SELECT DISTINCT ON (account_id, key_id) account_id, key_id, time, ip_address FROM noted
  ORDER BY account_id, key_id, time DESC
), locked AS MATERIALIZED (
  SELECT k.account_id, k.id FROM api_keys k JOIN last ON k.account_id = last.account_id AND k.id = last.key_id
  ORDER BY k.account_id, k.id FOR NO KEY UPDATE OF k
), used AS (
  UPDATE api_keys k SET last_used_at = greatest(k.last_used_at, last.time), last_used_ip = last.ip_address
  FROM last JOIN locked ON locked.account_id = last.account_id AND locked.id = last.key_id
  WHERE k.account_id = last.account_id AND k.id = last.key_id
)
INSERT INTO api_key_requests (account_id, key_id, id, method, route, status, code, duration_ms, is_replayed,
  ip_address, request_id, created_at)
SELECT n.account_id, n.key_id, n.id, method, route, status, code, duration_ms, is_replayed, ip_address, request_id, time
FROM noted n JOIN locked ON locked.account_id = n.account_id AND locked.id = n.key_id;

-- the sign-in that a token names
SELECT s.account_id AS "accountId", s.user_id AS "userId", s.identity_id AS "identityId", u.name, u.role::text,
  s.expires_at AS "expiresAt"
FROM sign_ins s JOIN users u ON u.account_id = s.account_id AND u.id = s.user_id
WHERE s.id = $1::uuid AND s.ended_at IS NULL AND u.status = 'active';

-- values sealed with the previous secret
SELECT hash::text AS key, sealed AS sealed FROM idempotent_answers
WHERE sealed IS NOT NULL AND hash::text > $1 ORDER BY hash::text LIMIT $2;

-- values sealed with the previous secret
SELECT id::text AS key, previous_secret AS sealed FROM webhook_endpoints
WHERE previous_secret IS NOT NULL AND id::text > $1 ORDER BY id::text LIMIT $2;

-- values sealed with the previous secret
SELECT id::text AS key, sealed AS sealed FROM emails
WHERE sealed IS NOT NULL AND id::text > $1 ORDER BY id::text LIMIT $2;

-- values sealed with the previous secret
SELECT id::text AS key, secret AS sealed FROM webhook_endpoints
WHERE secret IS NOT NULL AND id::text > $1 ORDER BY id::text LIMIT $2;

-- values sealed with the previous secret
UPDATE emails t SET sealed = decode(n.again, 'hex')
FROM unnest($1::text[],$2::text[]) AS n("old", "again") WHERE t.sealed = decode(n.old, 'hex');

-- values sealed with the previous secret
UPDATE idempotent_answers t SET sealed = decode(n.again, 'hex')
FROM unnest($1::text[],$2::text[]) AS n("old", "again") WHERE t.sealed = decode(n.old, 'hex');

-- values sealed with the previous secret
UPDATE webhook_endpoints t SET previous_secret = decode(n.again, 'hex')
FROM unnest($1::text[],$2::text[]) AS n("old", "again") WHERE t.previous_secret = decode(n.old, 'hex');

-- values sealed with the previous secret
UPDATE webhook_endpoints t SET secret = decode(n.again, 'hex')
FROM unnest($1::text[],$2::text[]) AS n("old", "again") WHERE t.secret = decode(n.old, 'hex');
