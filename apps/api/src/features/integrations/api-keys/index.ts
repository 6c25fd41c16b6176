export { cleanUp } from './clean-up.ts';
export { routes } from './routes.ts';
