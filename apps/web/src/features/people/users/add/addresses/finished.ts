import { faultOf } from './address-fault.ts';
import { parseAddresses } from './parse-addresses.ts';

/**
 * Whether what is typed is complete by its last character: a separator after an address, or a space after one
 * that is right. Half a name in front of an address is not.
 */
export function isFinished(typed: string): boolean {
  if (isOpen(typed)) return false;
  if (/[,;，；]\s*$/u.test(typed)) return typed.includes('@');
  if (!/\s$/u.test(typed)) return false;
  const { entries } = parseAddresses(typed);
  return entries.length > 0 && entries.every(({ email }) => faultOf(email) === undefined);
}

/** Whether a pasted text is addresses; a part of one goes where the caret is, as anywhere else. */
export function isPastedList(text: string): boolean {
  return /[@\n\r\t,;]/.test(text) && parseAddresses(text).entries.length > 0;
}

/** Whether a quotation mark or bracket still waits for its end. */
function isOpen(text: string): boolean {
  const quotes = text.split('"').length - 1;
  return quotes % 2 === 1 || text.lastIndexOf('<') > text.lastIndexOf('>');
}
