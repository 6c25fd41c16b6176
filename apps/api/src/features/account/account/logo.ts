import { createHash } from 'node:crypto';
import type { PublicContext } from '../../../platform/context/context.ts';
import { fail } from '../../../platform/errors.ts';

const maxBytes = 1_048_576;
/** Twice the displayed size, for high-resolution screens. */
const box = { width: 640, height: 160 };
/** More pixels than any logo has; a small file can unpack to a picture that fills the memory. */
const maxPixels = 40_000_000;

/**
 * Reads a picture from a data URL and re-encodes it as a PNG, which every mail reader shows. This removes
 * everything else in the file (places, scripts behind the picture) and rejects files that are not pictures.
 * @throws Failure `logo_invalid` for anything but a PNG, JPEG or WebP of at most 1 MiB
 */
export async function readLogo(dataUrl: string) {
  const source = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
  const bytes = source.length > maxBytes ? null : await draw(source).catch(() => null);
  if (bytes === null) {
    return fail('logo_invalid', {
      errors: [{ pointer: '#/logo', detail: 'logo_invalid', code: 'logo_invalid' }],
    });
  }
  const version = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
  return { contentType: 'image/png', bytes: Uint8Array.from(bytes), version };
}

async function draw(source: Buffer): Promise<Buffer | null> {
  // Loaded with the first logo: it takes as much memory as the rest of a small process.
  const { default: sharp } = await import('sharp');
  const picture = sharp(source, { limitInputPixels: maxPixels, failOn: 'error' });
  const { format } = await picture.metadata();
  if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return null;
  return picture
    .autoOrient()
    .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/**
 * An account's logo. It is public, because e-mails and the activation page show it.
 * @throws Failure `not_found`
 */
export async function getLogo(ctx: PublicContext, accountId: string) {
  const logo = await ctx.deps.database.accountLogo.findUnique({ where: { accountId } });
  return logo ?? fail('not_found');
}
