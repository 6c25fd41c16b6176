export { createGroups } from './create-groups.ts';
export { deleteEmptyGroups } from './delete-empty.ts';
export { addMemberships, removeMemberships, requireGroups } from './memberships.ts';
export { findGroupNames, groupsOf, missingGroups, sortByName } from './queries.ts';
