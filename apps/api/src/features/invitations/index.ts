export { type Invitee, issueInvitation, revokeLiveInvitation } from './issue.ts';
export { jobs } from './jobs.ts';
export { planReminders } from './plan-reminders.ts';
export { statusSql } from './queries.ts';
export { routes } from './routes.ts';
export { inviteUser, lockUser } from './service.ts';
