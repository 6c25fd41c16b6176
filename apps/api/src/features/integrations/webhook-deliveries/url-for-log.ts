/**
 * An endpoint's url as logs and mails show it: without the query, which often carries the receiver's
 * password.
 * @param url a valid url
 */
export function urlForLog(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname === '/' ? '' : pathname}`;
}
