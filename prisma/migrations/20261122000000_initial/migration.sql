-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "delivery" AS ENUM ('queued', 'sent', 'delivered', 'delayed', 'bounced', 'complained', 'suppressed', 'failed');

-- CreateEnum
CREATE TYPE "invitation_state" AS ENUM ('pending', 'accepted', 'revoked');

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('added', 'invited', 'active', 'deactivated');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'member');

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "plan_name" TEXT NOT NULL DEFAULT 'Standard',
    "seat_limit" INTEGER,
    "seats_used" INTEGER NOT NULL DEFAULT 0,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "primary_color" TEXT NOT NULL DEFAULT '#3b5bdb',
    "logo_version" TEXT,
    "invitation_lifetime_days" INTEGER NOT NULL DEFAULT 7,
    "support_email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_logos" (
    "account_id" UUID NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "account_logos_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "events" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "target_type" TEXT,
    "target_id" UUID,
    "target_name" TEXT,
    "user_id" UUID,
    "user_name" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "ip_address" TEXT,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_display" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "locale" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_resets" (
    "token_hash" BYTEA NOT NULL,
    "identity_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "emails" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "invitation_id" UUID,
    "template" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "status" "delivery" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "is_rendered" BOOLEAN NOT NULL DEFAULT false,
    "sealed" BYTEA,
    "provider_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "emails_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "email_events" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email_id" UUID NOT NULL,
    "type" "delivery" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" TEXT,

    CONSTRAINT "email_events_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "mailbox_messages" (
    "id" UUID NOT NULL,
    "email_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT COLLATE "und-x-icu" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "group_memberships" (
    "account_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_memberships_pkey" PRIMARY KEY ("account_id","group_id","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "state" "invitation_state" NOT NULL DEFAULT 'pending',
    "delivery" "delivery" NOT NULL DEFAULT 'queued',
    "delivery_detail" TEXT,
    "email_id" UUID,
    "sent_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "link_requested_at" TIMESTAMPTZ(3),
    "invited_by_id" UUID,
    "invited_by_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "invitation_tokens" (
    "token_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "sign_ins" (
    "id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "ip_address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_ins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_tokens" (
    "token_hash" BYTEA NOT NULL,
    "sign_in_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "notifications" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "subject_id" UUID,
    "subject_name" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "read_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "users" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "identity_id" UUID,
    "email" TEXT NOT NULL,
    "email_display" TEXT NOT NULL,
    "first_name" TEXT NOT NULL DEFAULT '',
    "last_name" TEXT NOT NULL DEFAULT '',
    "name" TEXT COLLATE "und-x-icu" NOT NULL,
    "role" "role" NOT NULL DEFAULT 'member',
    "status" "user_status" NOT NULL DEFAULT 'added',
    "external_id" TEXT,
    "locale" TEXT,
    "last_login_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateIndex
CREATE INDEX "events_account_id_created_at_id_idx" ON "events"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "events_account_id_user_id_created_at_id_idx" ON "events"("account_id", "user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "events_account_id_actor_id_created_at_id_idx" ON "events"("account_id", "actor_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "events_account_id_type_created_at_id_idx" ON "events"("account_id", "type", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_email_key" ON "identities"("email");

-- CreateIndex
CREATE INDEX "password_resets_identity_id_idx" ON "password_resets"("identity_id");

-- CreateIndex
CREATE INDEX "emails_account_id_user_id_created_at_id_idx" ON "emails"("account_id", "user_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "emails_id_key" ON "emails"("id");

-- CreateIndex
CREATE INDEX "email_events_account_id_email_id_at_idx" ON "email_events"("account_id", "email_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "mailbox_messages_email_id_key" ON "mailbox_messages"("email_id");

-- CreateIndex
CREATE INDEX "mailbox_messages_created_at_id_idx" ON "mailbox_messages"("created_at", "id");

-- CreateIndex
CREATE INDEX "mailbox_messages_address_created_at_id_idx" ON "mailbox_messages"("address", "created_at", "id");

-- CreateIndex
CREATE INDEX "groups_account_id_name_id_idx" ON "groups"("account_id", "name", "id");

-- CreateIndex
CREATE INDEX "groups_account_id_created_at_id_idx" ON "groups"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "group_memberships_account_id_user_id_group_id_idx" ON "group_memberships"("account_id", "user_id", "group_id");

-- CreateIndex
CREATE INDEX "invitations_account_id_user_id_created_at_idx" ON "invitations"("account_id", "user_id", "created_at");

-- CreateIndex
CREATE INDEX "invitations_account_id_created_at_id_idx" ON "invitations"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "invitations_account_id_expires_at_id_idx" ON "invitations"("account_id", "expires_at", "id");

-- CreateIndex
CREATE INDEX "invitation_tokens_account_id_invitation_id_idx" ON "invitation_tokens"("account_id", "invitation_id");

-- CreateIndex
CREATE INDEX "sign_ins_identity_id_idx" ON "sign_ins"("identity_id");

-- CreateIndex
CREATE INDEX "sign_ins_account_id_user_id_idx" ON "sign_ins"("account_id", "user_id");

-- CreateIndex
CREATE INDEX "refresh_tokens_sign_in_id_idx" ON "refresh_tokens"("sign_in_id");

-- CreateIndex
CREATE INDEX "notifications_account_id_user_id_created_at_id_idx" ON "notifications"("account_id", "user_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_account_id_event_id_user_id_key" ON "notifications"("account_id", "event_id", "user_id");

-- CreateIndex
CREATE INDEX "users_identity_id_idx" ON "users"("identity_id");

-- CreateIndex
CREATE INDEX "users_account_id_name_id_idx" ON "users"("account_id", "name", "id");

-- CreateIndex
CREATE INDEX "users_account_id_created_at_id_idx" ON "users"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "users_account_id_status_name_id_idx" ON "users"("account_id", "status", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "users_account_id_email_key" ON "users"("account_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "users_account_id_external_id_key" ON "users"("account_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_account_id_identity_id_key" ON "users"("account_id", "identity_id");

-- AddForeignKey
ALTER TABLE "account_logos" ADD CONSTRAINT "account_logos_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emails" ADD CONSTRAINT "emails_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_events" ADD CONSTRAINT "email_events_account_id_email_id_fkey" FOREIGN KEY ("account_id", "email_id") REFERENCES "emails"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_memberships" ADD CONSTRAINT "group_memberships_account_id_group_id_fkey" FOREIGN KEY ("account_id", "group_id") REFERENCES "groups"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_memberships" ADD CONSTRAINT "group_memberships_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_tokens" ADD CONSTRAINT "invitation_tokens_account_id_invitation_id_fkey" FOREIGN KEY ("account_id", "invitation_id") REFERENCES "invitations"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_sign_in_id_fkey" FOREIGN KEY ("sign_in_id") REFERENCES "sign_ins"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

-- Names sort as people expect in every language: users.name and groups.name carry the root collation of ICU above.

-- A user has at most one live invitation.
CREATE UNIQUE INDEX "invitations_one_pending_per_user" ON "invitations"("account_id", "user_id") WHERE "state" = 'pending';

-- Group names are unique in an account ignoring case.
CREATE UNIQUE INDEX "groups_account_id_lower_name" ON "groups"("account_id", lower("name"));

-- "Never signed in" sorts as the oldest sign-in.
CREATE INDEX "users_account_id_last_login" ON "users"("account_id", (coalesce("last_login_at", '-infinity'::timestamptz)), "id");

-- The unread count of the bell.
CREATE INDEX "notifications_unread" ON "notifications"("account_id", "user_id") WHERE "read_at" IS NULL;

ALTER TABLE "accounts"
  ADD CONSTRAINT "accounts_seats_used_not_negative" CHECK ("seats_used" >= 0),
  ADD CONSTRAINT "accounts_seat_limit_not_negative" CHECK ("seat_limit" >= 0),
  ADD CONSTRAINT "accounts_invitation_lifetime" CHECK ("invitation_lifetime_days" BETWEEN 1 AND 30);
