-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "import_status" ADD VALUE 'undoing';
ALTER TYPE "import_status" ADD VALUE 'undone';

-- AlterTable
ALTER TABLE "user_import_rows" ADD COLUMN     "joined" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "undo" TEXT,
ADD COLUMN     "warnings" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "user_imports" ADD COLUMN     "columns_remembered" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "format" TEXT NOT NULL DEFAULT 'csv',
ADD COLUMN     "sheet" TEXT,
ADD COLUMN     "sheets" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "undo" JSONB,
ADD COLUMN     "undo_line" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "user_import_mappings" (
    "account_id" UUID NOT NULL,
    "header" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_import_mappings_pkey" PRIMARY KEY ("account_id","header")
);

-- AddForeignKey
ALTER TABLE "user_import_mappings" ADD CONSTRAINT "user_import_mappings_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rows of users that were added name them from now on, for the report and for the undo.
UPDATE "user_import_rows" r SET "user_id" = u."id"
FROM "user_imports" i, "users" u
WHERE i."account_id" = r."account_id" AND i."id" = r."import_id" AND r."outcome" = 'create' AND r."line" <= i."done_line"
  AND r."user_id" IS NULL AND u."account_id" = r."account_id" AND u."email" = r."email";
