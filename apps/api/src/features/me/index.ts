export { routes } from './routes.ts';
export { getMe } from './service.ts';
export { endSignInsOf, startSignIn } from './sign-ins.ts';
