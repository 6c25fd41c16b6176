-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "sign_in_idle_days" INTEGER NOT NULL DEFAULT 30,
ADD COLUMN     "sign_in_max_days" INTEGER NOT NULL DEFAULT 90;

-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "devices_valid_from" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sign_ins" ADD COLUMN     "authenticated_at" TIMESTAMPTZ(3),
ADD COLUMN     "methods" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Sign-ins of today survive: each of them lasts for at least another 30 days of the 90, however old it is.
UPDATE "sign_ins" SET "authenticated_at" = greatest("created_at", now() - interval '60 days');
ALTER TABLE "sign_ins" ALTER COLUMN "authenticated_at" SET NOT NULL;

-- Who has signed in before is told of new devices.
UPDATE "identities" d SET "devices_valid_from" = now()
WHERE EXISTS (SELECT 1 FROM "users" u WHERE u."identity_id" = d."id" AND u."last_login_at" IS NOT NULL);
