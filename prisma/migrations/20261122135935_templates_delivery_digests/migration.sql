-- CreateEnum
CREATE TYPE "digest_channel" AS ENUM ('inApp', 'email');

-- CreateEnum
CREATE TYPE "digest_kind" AS ENUM ('daily', 'wave');

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "disabled_emails" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "invitation_reminder_days" INTEGER[] DEFAULT ARRAY[3]::INTEGER[];

-- AlterTable
ALTER TABLE "emails" ADD COLUMN     "batch_id" UUID,
ADD COLUMN     "is_test" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "invitations" ADD COLUMN     "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "next_reminder_at" TIMESTAMPTZ(3),
ADD COLUMN     "reminders_sent" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "email_templates" (
    "account_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "subject" TEXT,
    "body" TEXT,
    "updated_by_id" UUID,
    "updated_by_name" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_templates_pkey" PRIMARY KEY ("account_id","key","locale")
);

-- CreateTable
CREATE TABLE "email_template_versions" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "change" TEXT NOT NULL,
    "restored_version" INTEGER,
    "subject" TEXT,
    "body" TEXT,
    "created_by_id" UUID,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_template_versions_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "email_contents" (
    "account_id" UUID NOT NULL,
    "email_id" UUID NOT NULL,
    "from" TEXT NOT NULL,
    "reply_to" TEXT,
    "unsubscribe_url" TEXT,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "email_contents_pkey" PRIMARY KEY ("account_id","email_id")
);

-- CreateTable
CREATE TABLE "provider_events" (
    "id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_slots" (
    "service" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "request_slots_pkey" PRIMARY KEY ("service")
);

-- CreateTable
CREATE TABLE "notification_settings" (
    "account_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "in_app" TEXT NOT NULL,
    "email" TEXT NOT NULL,

    CONSTRAINT "notification_settings_pkey" PRIMARY KEY ("account_id","user_id","event")
);

-- CreateTable
CREATE TABLE "digest_items" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "channel" "digest_channel" NOT NULL,
    "kind" "digest_kind" NOT NULL,
    "type" TEXT NOT NULL,
    "subject_id" UUID,
    "subject_name" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_items_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateIndex
CREATE INDEX "email_template_versions_account_id_key_locale_created_at_id_idx" ON "email_template_versions"("account_id", "key", "locale", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "email_template_versions_account_id_key_locale_version_key" ON "email_template_versions"("account_id", "key", "locale", "version");

-- CreateIndex
CREATE INDEX "provider_events_received_at_idx" ON "provider_events"("received_at");

-- CreateIndex
CREATE INDEX "digest_items_due_at_idx" ON "digest_items"("due_at");

-- CreateIndex
CREATE INDEX "digest_items_account_id_user_id_channel_kind_due_at_idx" ON "digest_items"("account_id", "user_id", "channel", "kind", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "digest_items_account_id_event_id_user_id_channel_key" ON "digest_items"("account_id", "event_id", "user_id", "channel");

-- CreateIndex
CREATE INDEX "emails_account_id_created_at_id_idx" ON "emails"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "emails_account_id_status_created_at_id_idx" ON "emails"("account_id", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "emails_batch" ON "emails"("batch_id", "id") WHERE "batch_id" IS NOT NULL;

-- CreateIndex
CREATE INDEX "emails_provider" ON "emails"("provider_id") WHERE "provider_id" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "email_templates" ADD CONSTRAINT "email_templates_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_template_versions" ADD CONSTRAINT "email_template_versions_account_id_key_locale_fkey" FOREIGN KEY ("account_id", "key", "locale") REFERENCES "email_templates"("account_id", "key", "locale") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_contents" ADD CONSTRAINT "email_contents_account_id_email_id_fkey" FOREIGN KEY ("account_id", "email_id") REFERENCES "emails"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_items" ADD CONSTRAINT "digest_items_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Reminders that are due are looked for over all accounts, among pending invitations only.
CREATE INDEX "invitations_next_reminder" ON "invitations"("next_reminder_at") WHERE "next_reminder_at" IS NOT NULL;

-- Invitations sent before there were reminders are not reminded of.
UPDATE "invitations" SET "issued_at" = coalesce("sent_at", "created_at");
