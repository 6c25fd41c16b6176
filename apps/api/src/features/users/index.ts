export { type Added, addUsers, type NewUser } from './add/add-users.ts';
export { findExisting } from './add/existing.ts';
export { joinGroups, leaveGroups } from './bulk/groups.ts';
export { inviteUsers } from './bulk/invite.ts';
export { setRole } from './bulk/role.ts';
export { deactivateUsers, reactivateUsers, removeUsers } from './bulk/status.ts';
export { lockUsers, type Outcome, type Target } from './bulk/targets.ts';
export { selectionSql, type UserFilter } from './queries.ts';
export { routes } from './routes.ts';
