import { createHash } from 'node:crypto';
import type { PublicContext } from '../../platform/context.ts';
import { fail } from '../../platform/errors.ts';

const maxBytes = 1_048_576;

/** How each accepted kind of picture begins. */
const signatures: readonly { type: string; isStart: (bytes: Buffer) => boolean }[] = [
  {
    type: 'image/png',
    isStart: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  },
  { type: 'image/jpeg', isStart: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) },
  {
    type: 'image/webp',
    isStart: (bytes) =>
      bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
];

/**
 * Reads a picture from a data URL. What it is follows from its bytes, not from what the sender says.
 * @throws Failure `logo_invalid` for anything but a PNG, JPEG or WebP of at most 1 MiB
 */
export function readLogo(dataUrl: string) {
  const bytes = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
  const kind = signatures.find(({ isStart }) => isStart(bytes));
  if (!kind || bytes.length > maxBytes || bytes.length < 16) {
    fail('logo_invalid', { errors: [{ pointer: '#/logo', detail: 'logo_invalid', code: 'logo_invalid' }] });
  }
  const version = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
  return { contentType: kind.type, bytes: Uint8Array.from(bytes), version };
}

/**
 * An account's logo. Public, for mails and the activation page show it.
 * @throws Failure `not_found`
 */
export async function getLogo(ctx: PublicContext, accountId: string) {
  const logo = await ctx.deps.database.accountLogo.findUnique({ where: { accountId } });
  return logo ?? fail('not_found');
}
