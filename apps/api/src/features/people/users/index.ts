export { addUsers, type NewUser } from './add/add-users.ts';
export { joinGroups, leaveGroups } from './bulk/groups.ts';
export { inviteUsers } from './bulk/invite.ts';
export { setRole } from './bulk/role.ts';
export { deactivateUsers, reactivateUsers, removeUsers } from './bulk/status.ts';
export { type LockedUser, lockUsers, type Outcome } from './bulk/targets.ts';
export { selectionSql } from './queries.ts';
