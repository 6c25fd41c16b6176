export { type Invitee, inviteNewUsers, issueInvitation, issueInvitations } from './issue.ts';
export { jobs } from './jobs.ts';
export { hasStatus, statusSql } from './queries.ts';
export { revokeLiveInvitation, revokeLiveInvitations } from './revoke.ts';
export { routes } from './routes.ts';
export { inviteUser, lockUser } from './service.ts';
export { findSuppressed } from './suppressed.ts';
