import { hasInvisible, isStorable } from './text.ts';

// Browsers and Node have it; the contracts name neither.
const { URL } = globalThis as unknown as { URL: new (url: string) => { readonly hostname: string } };

// The dot-string of RFC 5321 (4.1.2) with the characters of RFC 6531; quoted local parts are not assigned by anybody.
const localPart = /^[^\s@"<>()[\]\\,;:.]+(?:\.[^\s@"<>()[\]\\,;:.]+)*$/u;
// Labels of RFC 1035 (2.3.4), and a top level that is no number (RFC 3696, section 2).
const domainName =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const domainCharacters = /^[\p{L}\p{M}\p{N}.\u3002\uFF0E\uFF61-]+$/u;

const mostLocal = 64;
const mostAddress = 254;

/** Why an address is refused. */
export type AddressIssue = 'invisible_characters' | 'email_invalid';

/**
 * Why no mail server takes an address; undefined if one may.
 * @param address an address without spaces around it
 */
export function addressIssue(address: string): AddressIssue | undefined {
  if (!isStorable(address) || hasInvisible(address)) return 'invisible_characters';
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = asciiDomain(address.slice(at + 1));
  if (!localPart.test(local) || domain === undefined || !domainName.test(domain)) return 'email_invalid';
  const isLong = octets(local) > mostLocal || octets(local) + 1 + domain.length > mostAddress;
  return isLong ? 'email_invalid' : undefined;
}

/**
 * An address as mail servers know it: the domain in its ASCII form (RFC 5891), the local part as it is.
 * @param address an address that `EmailAddress` accepted; another one is returned as it is
 */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return isAscii(domain) ? address : `${address.slice(0, at)}@${asciiDomain(domain) ?? domain}`;
}

/**
 * What addresses are compared by: trimmed, NFC, in lower case, the domain in its ASCII form, so that both spellings of
 * an international domain are one address. Dots and `+tags` stay, since they may mean different people.
 * @param address an address that `EmailAddress` accepted
 */
export function normalizeEmail(address: string): string {
  const text = address.trim().normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  return `${text.slice(0, at)}@${asciiDomain(domain) ?? domain}`;
}

/** @returns undefined for what is no domain */
function asciiDomain(domain: string): string | undefined {
  const text = domain.toLowerCase();
  // An ASCII form is read, too: there are some that no name has.
  if (isAscii(text) && !text.includes('xn--')) return text;
  if (!domainCharacters.test(text)) return undefined;
  try {
    return new URL(`http://${text}`).hostname;
  } catch {
    return undefined;
  }
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

function octets(text: string): number {
  return encodeURIComponent(text).replace(/%../g, '.').length;
}
