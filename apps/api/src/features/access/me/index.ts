export { getMe } from './service.ts';
export { endSignInsOf, startSignIn, waitForCallerCaches } from './sign-ins.ts';
