/**
 * An endpoint's URL for logs and e-mails: without the query, which often contains the receiver's password.
 * @param url a valid URL
 */
export function urlForLog(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname === '/' ? '' : pathname}`;
}
