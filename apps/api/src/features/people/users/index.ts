export { type AddResult, addUsers, type NewUser } from './add/add-users.ts';
export { findExisting } from './add/existing.ts';
export { joinGroups, leaveGroups } from './bulk/groups.ts';
export { inviteUsers } from './bulk/invite.ts';
export { setRole } from './bulk/role.ts';
export { deactivateUsers, reactivateUsers, removeUsers } from './bulk/status.ts';
export { type LockedUser, lockUsers, type Outcome } from './bulk/targets.ts';
export { selectionSql, type UserFilter } from './queries.ts';
export { routes } from './routes.ts';
