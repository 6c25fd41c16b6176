-- Finds the pending invitations of an address in all accounts.
CREATE INDEX "users_invited_email" ON "users"("email") WHERE "status" = 'invited';
