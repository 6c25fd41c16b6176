import { domainToASCII } from 'node:url';

/**
 * Normalises an e-mail address for comparison: trimmed, NFC, lower-cased, the domain in its ASCII form (RFC
 * 5890). Dots and `+tags` stay, since they may mean different people.
 * @param address an address that `EmailAddress` accepted
 */
export function normalizeEmail(address: string): string {
  const text = address.trim().normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@');
  const domain = domainToASCII(text.slice(at + 1));
  return `${text.slice(0, at)}@${domain || text.slice(at + 1)}`;
}
