import { readStored, writeStored } from '../stored.ts';

/**
 * Takes the token of an e-mailed link out of the URL. It comes in the fragment, which is never sent to a
 * server. Removing it keeps it out of the history, screenshots and shared URLs. It is stored for this tab, so
 * that a reload works.
 * @param purpose names the page, so that different kinds of links do not get mixed up
 */
export function takeLinkToken(purpose: 'activate' | 'reset-password'): string | null {
  const key = `muster.token.${purpose}`;
  const { hash, pathname, search } = window.location;
  const token = decodeFragment(hash.slice(1));
  if (token === '') return readStored(key, 'session');
  writeStored(key, token, 'session');
  // Keeps the router's state, which "back" needs.
  window.history.replaceState(window.history.state, '', `${pathname}${search}`);
  return token;
}

/** Deletes the stored token after use. */
export function dropLinkToken(purpose: 'activate' | 'reset-password'): void {
  writeStored(`muster.token.${purpose}`, null, 'session');
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
