import { decodedLink, linkPages } from '@muster/contracts/kit/link-pages';
import { readStored, writeStored } from '../stored.ts';

/** Names the page, so that different kinds of links do not get mixed up. */
export type LinkPurpose = (typeof linkPages)[number];

/** As `mintToken` of the API writes it: 256 bits in base64url. */
const tokenPattern = /[\w-]{43}/;

/**
 * Puts the token of an e-mailed link back into the fragment, where a mail gateway or reader has moved it into the path:
 * `/activate%23TOKEN?utm_source=mail` becomes `/activate#TOKEN`. Call it before the router reads the URL.
 */
export function repairLink(): void {
  const { pathname, hash } = window.location;
  const path = decodedLink(pathname).slice(1);
  const purpose = linkPages.find((one) => path.startsWith(one));
  const rest = purpose && path.slice(purpose.length);
  if (!rest || /^[\w-]/.test(rest)) return;
  const token = tokenPattern.exec(withoutSpace(rest))?.[0];
  const fragment = token ? `#${token}` : hash;
  window.history.replaceState(window.history.state, '', `/${purpose}${fragment}`);
}

/**
 * Takes the token of an e-mailed link out of the URL. It comes in the fragment, which is never sent to a
 * server. Removing it keeps it out of the history, screenshots and shared URLs. It is stored for this tab, so
 * that a reload works. What mail readers add before and after it (spaces, punctuation, parameters) is left out.
 */
export function takeLinkToken(purpose: LinkPurpose): string | null {
  const key = `muster.token.${purpose}`;
  const { hash, pathname, search } = window.location;
  const fragment = withoutSpace(decodedLink(hash.slice(1)));
  if (fragment === '') return readStored(key, 'session');
  const token = tokenPattern.exec(fragment)?.[0] ?? fragment;
  writeStored(key, token, 'session');
  // Keeps the router's state, which "back" needs.
  window.history.replaceState(window.history.state, '', `${pathname}${search}`);
  return token;
}

/** Deletes the stored token after use. */
export function dropLinkToken(purpose: LinkPurpose): void {
  writeStored(`muster.token.${purpose}`, null, 'session');
}

/** Long links are broken into lines. */
function withoutSpace(text: string): string {
  return text.replace(/\s/g, '');
}
