export { type Invitee, issueInvitation, revokeLiveInvitation } from './issue.ts';
export { statusSql } from './queries.ts';
export { routes } from './routes.ts';
export { inviteUser, lockUser } from './service.ts';
