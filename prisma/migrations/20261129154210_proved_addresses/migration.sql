-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "proved_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "sign_ups" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_display" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "account_name" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation_emails" (
    "id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "branded_by" UUID,
    "status" "delivery" NOT NULL DEFAULT 'queued',
    "detail" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "is_rendered" BOOLEAN NOT NULL DEFAULT false,
    "sealed" BYTEA,
    "provider_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_emails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sign_ups_email_idx" ON "sign_ups"("email");

-- CreateIndex
CREATE INDEX "sign_ups_expires_at_idx" ON "sign_ups"("expires_at");

-- CreateIndex
CREATE INDEX "installation_emails_created_at_idx" ON "installation_emails"("created_at");

-- CreateIndex
CREATE INDEX "installation_emails_provider_id_idx" ON "installation_emails"("provider_id");

-- Proved until now: who accepted an invitation e-mailed to the address, and who set a password with a link e-mailed to it.
-- Whoever only signed up has not proved anything yet.
UPDATE "identities" d SET "proved_at" = p."at"
FROM (
  SELECT "identity_id", min("at") AS "at"
  FROM (
    SELECT d."id" AS "identity_id", i."accepted_at" AS "at"
    FROM "identities" d
    JOIN "users" u ON u."identity_id" = d."id" AND u."email" = d."email"
    JOIN "invitations" i ON i."account_id" = u."account_id" AND i."user_id" = u."id" AND i."state" = 'accepted'
    UNION ALL
    SELECT "identity_id", "used_at" FROM "password_resets" WHERE "used_at" IS NOT NULL
  ) AS proofs
  GROUP BY "identity_id"
) AS p
WHERE p."identity_id" = d."id";
