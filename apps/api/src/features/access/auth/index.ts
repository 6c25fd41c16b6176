export { createAccountFor } from './create-account.ts';
