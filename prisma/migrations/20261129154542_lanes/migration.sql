-- CreateEnum
CREATE TYPE "email_lane" AS ENUM ('personal', 'single', 'bulk');

-- AlterTable
ALTER TABLE "emails" ADD COLUMN     "is_held" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lane" "email_lane" NOT NULL DEFAULT 'single',
ADD COLUMN     "turn" BIGINT;

-- AlterTable
ALTER TABLE "webhook_endpoints" ADD COLUMN     "is_slow" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "email_lane_heads" (
    "lane" "email_lane" NOT NULL,
    "head" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "email_lane_heads_pkey" PRIMARY KEY ("lane")
);

-- CreateTable
CREATE TABLE "account_sending" (
    "account_id" UUID NOT NULL,
    "is_limited" BOOLEAN NOT NULL DEFAULT false,
    "day" DATE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "admitted" INTEGER NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "bounced" INTEGER NOT NULL DEFAULT 0,
    "complained" INTEGER NOT NULL DEFAULT 0,
    "paused_at" TIMESTAMPTZ(3),
    "pause_reason" TEXT,

    CONSTRAINT "account_sending_pkey" PRIMARY KEY ("account_id")
);

-- AddForeignKey
ALTER TABLE "account_sending" ADD CONSTRAINT "account_sending_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "email_lane_heads" ("lane") VALUES ('personal'), ('single'), ('bulk');

-- The mails that wait for a batch, in the order they leave.
CREATE INDEX "emails_waiting" ON "emails" ("lane", "turn", "id") WHERE "turn" IS NOT NULL AND "batch_id" IS NULL;

-- The last turn of an account in a lane.
CREATE INDEX "emails_last_turn" ON "emails" ("account_id", "lane", "turn") WHERE "turn" IS NOT NULL AND "batch_id" IS NULL;

-- The mails that wait for their account's limit.
CREATE INDEX "emails_held" ON "emails" ("account_id", "lane", "created_at", "id") WHERE "is_held";
