export { addMemberships, removeMemberships, requireGroups } from './memberships.ts';
export { routes } from './routes.ts';
