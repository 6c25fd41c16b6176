-- The text leads: what has not all of its trigrams is passed over without a look at whose it is. With the account in front,
-- a search for one user read the entries of all users of the account.
DROP INDEX "users_search";
CREATE INDEX "users_search" ON "users" USING gin ("search" gin_trgm_ops, "account_id" uuid_ops)
  WITH (gin_pending_list_limit = 512);
