export { presentEvent } from './present.ts';
export { eventList } from './queries.ts';
