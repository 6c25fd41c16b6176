/** Reads a stored choice; null if there is none or storage is unavailable. */
export function readStored(key: string, storage: 'local' | 'session' = 'local'): string | null {
  try {
    return storageOf(storage).getItem(key);
  } catch {
    return null;
  }
}

/** Stores a choice in this browser, or deletes it with `null`. Full or blocked storage is not an error. */
export function writeStored(key: string, value: string | null, storage: 'local' | 'session' = 'local'): void {
  try {
    if (value === null) storageOf(storage).removeItem(key);
    else storageOf(storage).setItem(key, value);
  } catch {
    // The choice lasts until the page is left.
  }
}

function storageOf(kind: 'local' | 'session'): Storage {
  return kind === 'local' ? window.localStorage : window.sessionStorage;
}
