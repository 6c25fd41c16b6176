export { type ComposedMail, composeEmails } from './compose.ts';
