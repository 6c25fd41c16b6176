export { changeCredentials, tryPassword } from './credentials.ts';
export { findRecipient, passwordContext, type Recipient, sendSecurityEmail } from './security-mail.ts';
export { getMe } from './service.ts';
export { deviceName, endOfSignIn, endSignInsOf, startSignIn, waitForCallerCaches } from './sign-ins.ts';
