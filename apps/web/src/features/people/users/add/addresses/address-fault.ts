import { addressIssue } from '@muster/contracts/kit/email-address';

/** What is wrong with an address, as far as it can be checked locally. */
export type AddressFault =
  | 'noAt'
  | 'severalAts'
  | 'noName'
  | 'noDomain'
  | 'noDot'
  | 'space'
  | 'invisible'
  | 'tooLong'
  | 'invalid';

/** Why the contract would refuse an address; undefined if it would not. */
export function faultOf(email: string): AddressFault | undefined {
  const text = email.trim();
  const issue = addressIssue(text);
  if (issue === undefined) return undefined;
  const [name = '', domain = '', ...more] = text.split('@');
  if (issue === 'invisible_characters') return 'invisible';
  if (text.length > 254) return 'tooLong';
  if (!text.includes('@')) return 'noAt';
  if (more.length > 0) return 'severalAts';
  if (name === '') return 'noName';
  if (domain === '') return 'noDomain';
  if (/\s/u.test(text)) return 'space';
  if (!domain.includes('.')) return 'noDot';
  return 'invalid';
}
