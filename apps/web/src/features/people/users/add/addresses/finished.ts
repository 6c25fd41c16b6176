import { faultOf } from './address-fault.ts';
import { parseAddresses } from './parse-addresses.ts';

/**
 * Whether the typed text ends an entry: a separator after an address, or a space after a valid one. A name
 * without its address does not.
 */
export function isFinished(typed: string): boolean {
  if (isOpen(typed)) return false;
  if (/[,;，；]\s*$/u.test(typed)) return typed.includes('@');
  if (!/\s$/u.test(typed)) return false;
  const { entries } = parseAddresses(typed);
  return entries.length > 0 && entries.every(({ email }) => faultOf(email) === undefined);
}

/** Whether a pasted text contains addresses. A part of an address is pasted at the caret as usual. */
export function isPastedList(text: string): boolean {
  return /[@\n\r\t,;]/.test(text) && parseAddresses(text).entries.length > 0;
}

/** Whether a quotation mark or bracket is still open. */
function isOpen(text: string): boolean {
  const quotes = text.split('"').length - 1;
  return quotes % 2 === 1 || text.lastIndexOf('<') > text.lastIndexOf('>');
}
