export { type ComposedMail, composeEmails, type MailToCompose } from './compose.ts';
export { routes } from './routes.ts';
