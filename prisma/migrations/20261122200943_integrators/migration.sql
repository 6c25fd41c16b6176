-- CreateEnum
CREATE TYPE "webhook_delivery_status" AS ENUM ('pending', 'succeeded', 'failed');

-- AlterTable. The events there are were numbered by their ids, which follow the time they were made.
ALTER TABLE "events" ADD COLUMN     "sequence" BIGINT;
UPDATE events e SET sequence = n.sequence
FROM (SELECT account_id, id, row_number() OVER (PARTITION BY account_id ORDER BY id) AS sequence FROM events) n
WHERE n.account_id = e.account_id AND n.id = e.id;
ALTER TABLE "events" ALTER COLUMN "sequence" SET NOT NULL;

-- CreateTable
CREATE TABLE "api_keys" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "previous_expires_at" TIMESTAMPTZ(3),
    "scopes" TEXT[],
    "allowed_ips" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "rotated_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "last_used_ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "api_key_requests" (
    "account_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "code" TEXT,
    "duration_ms" REAL NOT NULL,
    "is_replayed" BOOLEAN NOT NULL DEFAULT false,
    "ip_address" TEXT,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_key_requests_pkey" PRIMARY KEY ("account_id","key_id","id")
);

-- CreateTable
CREATE TABLE "idempotent_answers" (
    "account_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "status" SMALLINT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_answers_pkey" PRIMARY KEY ("account_id","hash")
);

-- CreateTable
CREATE TABLE "event_sequences" (
    "account_id" UUID NOT NULL,
    "last" BIGINT NOT NULL,
    "last_ms" BIGINT NOT NULL,

    CONSTRAINT "event_sequences_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "events" TEXT[],
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "secret" BYTEA NOT NULL,
    "previous_secret" BYTEA,
    "previous_expires_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "throttled_until" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB,
    "status" "webhook_delivery_status" NOT NULL DEFAULT 'pending',
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "retries" SMALLINT NOT NULL DEFAULT 0,
    "is_urgent" BOOLEAN NOT NULL DEFAULT false,
    "next_attempt_at" TIMESTAMPTZ(3),
    "claimed_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "account_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "status" SMALLINT,
    "error" TEXT,
    "response_excerpt" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("account_id","delivery_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_previous_hash_key" ON "api_keys"("previous_hash");

-- CreateIndex
CREATE INDEX "api_keys_account_id_created_by_id_idx" ON "api_keys"("account_id", "created_by_id");

-- CreateIndex
CREATE INDEX "api_key_requests_created_at_idx" ON "api_key_requests"("created_at");

-- CreateIndex
CREATE INDEX "idempotent_answers_created_at_idx" ON "idempotent_answers"("created_at");

-- CreateIndex
CREATE INDEX "webhook_endpoints_account_id_created_at_id_idx" ON "webhook_endpoints"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_account_id_endpoint_id_created_at_id_idx" ON "webhook_deliveries"("account_id", "endpoint_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_account_id_endpoint_id_status_created_at_idx" ON "webhook_deliveries"("account_id", "endpoint_id", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_created_at_idx" ON "webhook_deliveries"("created_at");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_created_by_id_fkey" FOREIGN KEY ("account_id", "created_by_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_requests" ADD CONSTRAINT "api_key_requests_account_id_key_id_fkey" FOREIGN KEY ("account_id", "key_id") REFERENCES "api_keys"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotent_answers" ADD CONSTRAINT "idempotent_answers_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sequences" ADD CONSTRAINT "event_sequences_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_account_id_endpoint_id_fkey" FOREIGN KEY ("account_id", "endpoint_id") REFERENCES "webhook_endpoints"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_account_id_delivery_id_fkey" FOREIGN KEY ("account_id", "delivery_id") REFERENCES "webhook_deliveries"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Where the counting goes on.
INSERT INTO event_sequences (account_id, last, last_ms)
SELECT account_id, max(sequence), (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 1 FROM events GROUP BY account_id;

-- What is still to be posted, as the dispatcher looks for it: from endpoint to endpoint, at each what is due first.
CREATE INDEX "webhook_deliveries_pending"
  ON "webhook_deliveries"("account_id", "endpoint_id", "is_urgent", "next_attempt_at", "event_id")
  WHERE "status" = 'pending';

-- Most users have no external id, and no identity before they are active: what is not there needs no place in an index.
DROP INDEX "users_account_id_external_id_key";
CREATE UNIQUE INDEX "users_account_id_external_id_key" ON "users"("account_id", "external_id")
  WHERE "external_id" IS NOT NULL;
DROP INDEX "users_account_id_identity_id_key";
CREATE UNIQUE INDEX "users_account_id_identity_id_key" ON "users"("account_id", "identity_id")
  WHERE "identity_id" IS NOT NULL;
DROP INDEX "users_identity_id_idx";
CREATE INDEX "users_identity_id_idx" ON "users"("identity_id") WHERE "identity_id" IS NOT NULL;

-- Rows that were written with the right copies are told apart from those to be followed in one look at all of them,
-- by the users' keys: whoever adds a thousand users has them all.
CREATE OR REPLACE FUNCTION memberships_tell_added() RETURNS trigger LANGUAGE plpgsql
SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  r record;
  u record;
BEGIN
  FOR r IN SELECT account_id, group_id, count(*)::int AS count FROM changed GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    UPDATE groups SET user_count = user_count + r.count WHERE account_id = r.account_id AND id = r.group_id;
  END LOOP;
  IF NOT EXISTS (
    SELECT FROM changed c CROSS JOIN LATERAL (
      SELECT FROM users o WHERE o.account_id = c.account_id AND o.id = c.user_id
        AND (c.group_id <> ALL (o.group_ids) OR o.name <> c.name OR o.status <> c.status) OFFSET 0) stale
  ) THEN
    RETURN NULL;
  END IF;
  FOR r IN SELECT account_id, user_id, array_agg(group_id) AS ids, min(name) AS name, min(status) AS status
    FROM changed GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    UPDATE users SET group_ids = group_ids || r.ids
    WHERE account_id = r.account_id AND id = r.user_id AND NOT group_ids @> r.ids;
    SELECT name, status INTO u FROM users WHERE account_id = r.account_id AND id = r.user_id;
    IF (u.name, u.status) IS DISTINCT FROM (r.name, r.status) THEN
      UPDATE group_memberships SET name = u.name, status = u.status
      WHERE account_id = r.account_id AND user_id = r.user_id AND group_id = ANY (r.ids);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION invitations_tell_users() RETURNS trigger LANGUAGE plpgsql
SET plan_cache_mode = auto SET enable_seqscan = off AS $$
DECLARE
  r record;
BEGIN
  IF NOT EXISTS (
    SELECT FROM changed c CROSS JOIN LATERAL (
      SELECT FROM users o WHERE o.account_id = c.account_id AND o.id = c.user_id
        AND o.invitation_id IS DISTINCT FROM c.id OFFSET 0) stale
  ) THEN
    RETURN NULL;
  END IF;
  FOR r IN SELECT DISTINCT ON (account_id, user_id) account_id, user_id, id FROM changed
    ORDER BY account_id, user_id, created_at DESC, id DESC LOOP
    UPDATE users SET invitation_id = r.id
    WHERE account_id = r.account_id AND id = r.user_id AND invitation_id IS DISTINCT FROM r.id;
  END LOOP;
  RETURN NULL;
END $$;
