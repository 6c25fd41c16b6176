export { presentEvent } from './present.ts';
export { findEvents } from './queries.ts';
export { routes } from './routes.ts';
