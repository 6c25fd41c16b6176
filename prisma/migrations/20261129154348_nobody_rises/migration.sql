-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "parent_id" UUID;

-- AlterTable
ALTER TABLE "bulk_operations" ADD COLUMN     "stop_reason" TEXT;

-- AlterTable
ALTER TABLE "user_imports" ADD COLUMN     "stop_reason" TEXT;

-- AlterTable
ALTER TABLE "webhook_endpoints" ADD COLUMN     "created_by_id" UUID,
ADD COLUMN     "created_by_key_id" UUID,
ADD COLUMN     "created_by_name" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "api_keys_account_id_parent_id_idx" ON "api_keys"("account_id", "parent_id");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_parent_id_fkey" FOREIGN KEY ("account_id", "parent_id") REFERENCES "api_keys"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever loses a right loses it in every process at once: the commit names the users and sign-ins concerned.
CREATE FUNCTION users_tell_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('muster_live', json_build_object(
    'accountId', OLD.account_id, 'topics', '[]'::json, 'ended', json_build_array(OLD.id))::text);
  RETURN NULL;
END $$;
CREATE TRIGGER users_tell_changed_access AFTER UPDATE OF status, role ON users FOR EACH ROW
  WHEN ((OLD.status = 'active' AND NEW.status <> 'active') OR OLD.role <> NEW.role)
  EXECUTE FUNCTION users_tell_access();
CREATE TRIGGER users_tell_removed_access AFTER DELETE ON users FOR EACH ROW
  WHEN (OLD.status = 'active') EXECUTE FUNCTION users_tell_access();
CREATE TRIGGER sign_ins_tell_access AFTER UPDATE OF ended_at, user_id, account_id ON sign_ins FOR EACH ROW
  WHEN ((OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) OR OLD.user_id <> NEW.user_id)
  EXECUTE FUNCTION users_tell_access();
