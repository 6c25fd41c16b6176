/** Pictures every mail program shows. */
export const acceptedTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

const maximumBytes = 1024 * 1024;

/** Why a file cannot be a logo. */
export type LogoRefusal = 'type' | 'size' | 'broken';

interface LogoResult {
  readonly dataUrl?: string;
  readonly refusal?: LogoRefusal;
}

/** Reads a picture as the data URL the API accepts, or says why it would be refused. */
export async function readLogo(file: File): Promise<LogoResult> {
  if (!acceptedTypes.some((type) => type === file.type)) return { refusal: 'type' };
  if (file.size > maximumBytes) return { refusal: 'size' };
  const dataUrl = await asDataUrl(file);
  return (await isPicture(dataUrl)) ? { dataUrl } : { refusal: 'broken' };
}

function asDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

/** A file's name proves nothing; only decoding it shows whether it is a picture. */
async function isPicture(dataUrl: string): Promise<boolean> {
  const image = new Image();
  image.src = dataUrl;
  return image.decode().then(
    () => true,
    () => false,
  );
}
