-- CreateEnum
CREATE TYPE "job_status" AS ENUM ('queued', 'running', 'done');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('previewed', 'queued', 'running', 'done', 'cancelled');

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "users_total" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "group_memberships" ADD COLUMN     "name" TEXT COLLATE "und-x-icu" NOT NULL DEFAULT '',
ADD COLUMN     "status" "user_status" NOT NULL DEFAULT 'added';

-- AlterTable
ALTER TABLE "groups" ADD COLUMN     "user_count" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "group_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "invitation_id" UUID,
ADD COLUMN     "search" TEXT COLLATE "C" NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "bulk_operations" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "status" "job_status" NOT NULL DEFAULT 'queued',
    "total" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "undo_of" UUID,
    "undone_by" UUID,
    "created_by_id" UUID,
    "created_by_name" TEXT NOT NULL,
    "request" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_operations_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "bulk_operation_items" (
    "account_id" UUID NOT NULL,
    "operation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "outcome" TEXT,
    "code" TEXT,
    "before" JSONB,
    "given" JSONB,

    CONSTRAINT "bulk_operation_items_pkey" PRIMARY KEY ("account_id","operation_id","user_id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "user_imports" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'previewed',
    "file_name" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "separator" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "groups_to_create" TEXT[],
    "options" JSONB,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "done_line" INTEGER NOT NULL DEFAULT 0,
    "seats_reserved" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID,
    "created_by_name" TEXT NOT NULL,
    "request" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_imports_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "user_import_rows" (
    "account_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" TEXT[],
    "outcome" TEXT NOT NULL DEFAULT 'error',
    "email" TEXT,
    "user_id" UUID,
    "values" JSONB NOT NULL DEFAULT '{}',
    "changes" JSONB NOT NULL DEFAULT '{}',
    "errors" JSONB NOT NULL DEFAULT '[]',
    "suggestion" TEXT,

    CONSTRAINT "user_import_rows_pkey" PRIMARY KEY ("account_id","import_id","line")
);

-- CreateIndex
CREATE INDEX "bulk_operations_account_id_created_at_id_idx" ON "bulk_operations"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "saved_views_account_id_user_id_idx" ON "saved_views"("account_id", "user_id");

-- CreateIndex
CREATE INDEX "user_imports_account_id_created_at_id_idx" ON "user_imports"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "user_imports_created_at_idx" ON "user_imports"("created_at");

-- CreateIndex
CREATE INDEX "group_memberships_account_id_group_id_name_user_id_idx" ON "group_memberships"("account_id", "group_id", "name", "user_id");

-- CreateIndex
CREATE INDEX "group_memberships_account_id_group_id_status_name_user_id_idx" ON "group_memberships"("account_id", "group_id", "status", "name", "user_id");

-- AddForeignKey
ALTER TABLE "bulk_operations" ADD CONSTRAINT "bulk_operations_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_operation_items" ADD CONSTRAINT "bulk_operation_items_account_id_operation_id_fkey" FOREIGN KEY ("account_id", "operation_id") REFERENCES "bulk_operations"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "users"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_imports" ADD CONSTRAINT "user_imports_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_import_rows" ADD CONSTRAINT "user_import_rows_account_id_import_id_fkey" FOREIGN KEY ("account_id", "import_id") REFERENCES "user_imports"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

-- Both are extensions that the owner of a database may add by themselves.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- What is searched in, in lower case: a pattern compares bytes instead of folding every row anew.
CREATE FUNCTION users_set_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := lower(NEW.name COLLATE "und-x-icu") || E'\n' || lower(NEW.email_display COLLATE "und-x-icu");
  RETURN NEW;
END $$;

CREATE TRIGGER users_set_search BEFORE INSERT OR UPDATE OF name, email_display ON users
FOR EACH ROW EXECUTE FUNCTION users_set_search();

-- How many users an account has, so that the total of its list is not counted.
CREATE FUNCTION users_count_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts a SET users_total = a.users_total + n.count
  FROM (SELECT account_id, count(*)::int AS count FROM changed GROUP BY account_id) n WHERE a.id = n.account_id;
  RETURN NULL;
END $$;

CREATE TRIGGER users_count_added AFTER INSERT ON users REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION users_count_added();

CREATE FUNCTION users_count_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts a SET users_total = a.users_total - n.count
  FROM (SELECT account_id, count(*)::int AS count FROM changed GROUP BY account_id) n WHERE a.id = n.account_id;
  RETURN NULL;
END $$;

CREATE TRIGGER users_count_removed AFTER DELETE ON users REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION users_count_removed();

-- Memberships carry the user's name and status: a group's list is read from one index.
CREATE FUNCTION users_tell_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE group_memberships SET name = NEW.name, status = NEW.status
  WHERE account_id = NEW.account_id AND user_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER users_tell_memberships AFTER UPDATE ON users FOR EACH ROW
WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.status IS DISTINCT FROM NEW.status)
EXECUTE FUNCTION users_tell_memberships();

-- The user carries the ids of their groups, and a group its number of users. Rows are followed one by one, in the order of
-- their keys: a plan over all of them would be made for few and kept for many. Whoever writes the copies at once with the
-- rows costs nothing more. The user is locked by their update, so a name changed meanwhile is seen.
CREATE FUNCTION memberships_tell_added() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = auto AS $$
DECLARE
  r record;
  u record;
BEGIN
  FOR r IN SELECT account_id, group_id, count(*)::int AS count FROM changed GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    UPDATE groups SET user_count = user_count + r.count WHERE account_id = r.account_id AND id = r.group_id;
  END LOOP;
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

CREATE TRIGGER memberships_tell_added AFTER INSERT ON group_memberships REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION memberships_tell_added();

CREATE FUNCTION memberships_tell_removed() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = auto AS $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT account_id, group_id, count(*)::int AS count FROM changed GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    UPDATE groups SET user_count = user_count - r.count WHERE account_id = r.account_id AND id = r.group_id;
  END LOOP;
  FOR r IN SELECT account_id, user_id, array_agg(group_id) AS ids FROM changed GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    UPDATE users SET group_ids = ARRAY(SELECT id FROM unnest(group_ids) AS id WHERE id <> ALL (r.ids))
    WHERE account_id = r.account_id AND users.id = r.user_id;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER memberships_tell_removed AFTER DELETE ON group_memberships REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION memberships_tell_removed();

-- A user's invitation is their latest one. Not a foreign key: the user's row is written before the invitation's.
CREATE FUNCTION invitations_tell_users() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = auto AS $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT DISTINCT ON (account_id, user_id) account_id, user_id, id FROM changed
    ORDER BY account_id, user_id, created_at DESC, id DESC LOOP
    UPDATE users SET invitation_id = r.id
    WHERE account_id = r.account_id AND id = r.user_id AND invitation_id IS DISTINCT FROM r.id;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER invitations_tell_users AFTER INSERT ON invitations REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION invitations_tell_users();

-- What the triggers keep, for the rows there are already.
UPDATE users u SET
  search = lower(u.name COLLATE "und-x-icu") || E'\n' || lower(u.email_display COLLATE "und-x-icu"),
  group_ids = ARRAY(SELECT m.group_id FROM group_memberships m WHERE m.account_id = u.account_id AND m.user_id = u.id),
  invitation_id = (SELECT i.id FROM invitations i WHERE i.account_id = u.account_id AND i.user_id = u.id
                   ORDER BY i.created_at DESC LIMIT 1);
UPDATE group_memberships m SET name = u.name, status = u.status
FROM users u WHERE u.account_id = m.account_id AND u.id = m.user_id;
UPDATE groups g SET user_count = (SELECT count(*) FROM group_memberships m
  WHERE m.account_id = g.account_id AND m.group_id = g.id);
UPDATE accounts a SET users_total = (SELECT count(*) FROM users u WHERE u.account_id = a.id);

-- A substring that few names or addresses have is found by its trigrams. New entries wait in a short list.
CREATE INDEX "users_search" ON "users" USING gin ("account_id", "search" gin_trgm_ops)
  WITH (gin_pending_list_limit = 512);

-- The rows of an import that somebody looks for among the many that add users.
CREATE INDEX "user_import_rows_outcome" ON "user_import_rows"("account_id", "import_id", "outcome", "line")
  WHERE "outcome" <> 'create';

-- The few who are no plain members, and the few whose mail did not arrive.
CREATE INDEX "users_elevated" ON "users"("account_id", "role", "name", "id") WHERE "role" <> 'member';
CREATE INDEX "invitations_undelivered" ON "invitations"("account_id", "delivery", "user_id")
  WHERE "delivery" IN ('delayed', 'bounced', 'complained', 'suppressed', 'failed');

-- Names of saved views are unique per admin ignoring case.
CREATE UNIQUE INDEX "saved_views_lower_name" ON "saved_views"("account_id", "user_id", lower("name"));

ALTER TABLE "users" ALTER COLUMN "group_ids" SET NOT NULL;

-- That a mail was queued is said by the mail itself.
DELETE FROM email_events v USING emails e
WHERE e.account_id = v.account_id AND e.id = v.email_id AND v.type = 'queued' AND v.at = e.created_at;

-- A job delivers several mails.
DO $$
BEGIN
  IF to_regclass('pgboss.job') IS NOT NULL THEN
    UPDATE pgboss.job SET data = data - 'emailId' || jsonb_build_object('emailIds', jsonb_build_array(data -> 'emailId'))
    WHERE name = 'emails.deliver' AND data ? 'emailId';
  END IF;
END $$;
