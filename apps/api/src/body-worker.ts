// The program of the thread that parses large JSON bodies, see `deps.bodies`. Its function is called by its name.
export { readBody } from './platform/http/api/read-body.ts';
