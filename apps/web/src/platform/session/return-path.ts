import { paths } from '../paths.ts';

/**
 * Where to go after signing in. Only places of this app: `//host`, `/\host` and anything with a scheme would
 * lead the person elsewhere with a link that looks like ours.
 * @param next the `next` parameter as it came
 */
export function safeReturnPath(next: string | null): string {
  if (!next?.startsWith('/')) return paths.home();
  const url = new URL(next, window.location.origin);
  const isOurs = url.origin === window.location.origin && !/^\/[/\\]/.test(next);
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : paths.home();
}
