import * as z from 'zod';
import type { Secrets } from '../crypto/secrets.ts';

const Unsubscription = z.object({
  /** `reminders` of one invitation, or all `notifications` e-mailed to one user. */
  kind: z.enum(['reminders', 'notifications']),
  accountId: z.uuid(),
  id: z.uuid(),
});
export type Unsubscription = z.output<typeof Unsubscription>;

/**
 * The opaque token of a `List-Unsubscribe` link (RFC 8058): signed, never expiring, and valid for
 * unsubscribing only.
 */
export function unsubscribeToken(secrets: Secrets, { kind, accountId, id }: Unsubscription): string {
  const text = [kind[0], accountId.replaceAll('-', ''), id.replaceAll('-', '')].join('');
  return `${text}${secrets.sign(`unsubscribe:${text}`)}`;
}

/** @returns null for a token that this installation did not sign */
export function readUnsubscribeToken(secrets: Secrets, token: string): Unsubscription | null {
  const [, letter, account = '', id = '', signature = ''] =
    /^([rn])([0-9a-f]{32})([0-9a-f]{32})([\w-]{43})$/.exec(token) ?? [];
  if (!letter || !secrets.isSigned(`unsubscribe:${letter}${account}${id}`, signature)) return null;
  const kind = letter === 'r' ? 'reminders' : 'notifications';
  return Unsubscription.parse({ kind, accountId: withDashes(account), id: withDashes(id) });
}

function withDashes(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
