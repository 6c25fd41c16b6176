import { readStored, writeStored } from '../stored.ts';

/**
 * Takes the secret of a mailed link out of the address. It came in the fragment, which no server sees; now it
 * leaves the address bar too, so that it stays out of the history, screenshots and shared addresses. A reload
 * finds it in this tab's storage.
 * @param purpose names the page, so that two kinds of links do not mix
 */
export function takeLinkToken(purpose: 'activate' | 'reset-password'): string | null {
  const key = `muster.token.${purpose}`;
  const { hash, pathname, search } = window.location;
  const token = decodeFragment(hash.slice(1));
  if (token === '') return readStored(key, 'session');
  writeStored(key, token, 'session');
  // The router's own state stays, or "back" would lose its place.
  window.history.replaceState(window.history.state, '', `${pathname}${search}`);
  return token;
}

/** Forgets the secret once it is used up. */
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
