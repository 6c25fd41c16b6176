export { routes } from './routes.ts';
export { getMe } from './service.ts';
export { endSignInsOf, settleSignIns, startSignIn } from './sign-ins.ts';
