export { presentEvent } from './present.ts';
export { eventList } from './queries.ts';
export { routes } from './routes.ts';
