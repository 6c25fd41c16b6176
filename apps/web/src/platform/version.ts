import { readStored, writeStored } from './stored.ts';

const reloadedKey = 'muster.reloadedFrom';
let isLeaving = false;

/**
 * Reloads the page if the server offers another version of the app: the files of this one may be gone. Does so once
 * for each version, because several servers may offer different ones for a while. Forms keep their drafts.
 * @returns whether the page reloads
 */
export async function reloadForNewVersion(): Promise<boolean> {
  const own = ownEntry();
  if (own === undefined || readStored(reloadedKey, 'session') === own) return false;
  const page = await servedPage();
  if (page === undefined || page.includes(own)) return false;
  writeStored(reloadedKey, own, 'session');
  // Without storage, nothing would end a loop.
  if (readStored(reloadedKey, 'session') !== own) return false;
  isLeaving = true;
  window.location.reload();
  return true;
}

/**
 * Reloads the page if the server answers. Browsers may remember that a script could not be fetched until then.
 * @returns whether the page reloads
 */
export async function reloadIfServed(): Promise<boolean> {
  if ((await servedPage()) === undefined) return false;
  window.location.reload();
  return true;
}

/** Whether the page reloads by itself, so that nothing asks about unsaved input. */
export function isReloading(): boolean {
  return isLeaving;
}

/** The path of the first script, which names all others: it is different in each version. */
function ownEntry(): string | undefined {
  return document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? undefined;
}

async function servedPage(): Promise<string | undefined> {
  try {
    const response = await fetch('/', { cache: 'no-store' });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
