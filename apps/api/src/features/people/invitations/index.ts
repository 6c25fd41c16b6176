export { type Invitee, inviteNewUsers, issueInvitation, issueInvitations } from './issue.ts';
export { hasStatus, statusSql } from './queries.ts';
export { renewOnRequest } from './renew.ts';
export { restoreInvitations } from './restore.ts';
export { revokeLiveInvitations } from './revoke.ts';
export { inviteUser, lockUser } from './service.ts';
export { findSuppressed } from './suppressed.ts';
