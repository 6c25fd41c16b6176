-- AlterTable
ALTER TABLE "events" ADD COLUMN     "user_external_id" TEXT;

-- CreateIndex
CREATE INDEX "groups_account_id_updated_at_id_idx" ON "groups"("account_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "invitations_account_id_updated_at_id_idx" ON "invitations"("account_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "users_account_id_updated_at_id_idx" ON "users"("account_id", "updated_at", "id");

-- Lists read what changed since a time, so every change of a user moves `updated_at`: the triggers that keep copies of
-- groups and of the invitation do not set it. A row that this transaction has written before has its time already.
CREATE FUNCTION users_set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users FOR EACH ROW
WHEN (OLD.updated_at = NEW.updated_at AND OLD.xmin <> pg_current_xact_id()::xid AND OLD IS DISTINCT FROM NEW)
EXECUTE FUNCTION users_set_updated_at();
