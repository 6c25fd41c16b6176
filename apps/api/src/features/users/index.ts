export { type Added, addUsers, type NewUser } from './add/add-users.ts';
export { findExisting } from './add/existing.ts';
export { joinGroups, leaveGroups } from './many/groups.ts';
export { inviteUsers } from './many/invite.ts';
export { setRole } from './many/role.ts';
export { deactivateUsers, reactivateUsers, removeUsers } from './many/status.ts';
export { lockUsers, type Outcome, type Target } from './many/targets.ts';
export { selectionSql, type UserFilter } from './queries.ts';
export { routes } from './routes.ts';
