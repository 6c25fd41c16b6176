export { type ComposedMail, composeEmails } from './compose.ts';
export { composeSecurityEmail } from './compose-security.ts';
