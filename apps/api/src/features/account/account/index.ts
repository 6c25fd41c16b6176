export { createAccountWithOwner } from './create.ts';
export { listAccounts } from './operator.ts';
export { setPlan } from './plan.ts';
export { logoUrl } from './present.ts';
export { refuseUnknownTimeZone } from './service.ts';
