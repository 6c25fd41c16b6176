/** Reads a remembered choice; nothing where the browser keeps no storage for us. */
export function readStored(key: string, storage: 'local' | 'session' = 'local'): string | null {
  try {
    return storageOf(storage).getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a choice in this browser, or forgets it with `null`. A full or blocked storage is no error. */
export function writeStored(key: string, value: string | null, storage: 'local' | 'session' = 'local'): void {
  try {
    if (value === null) storageOf(storage).removeItem(key);
    else storageOf(storage).setItem(key, value);
  } catch {
    // The choice holds until the page is left.
  }
}

function storageOf(kind: 'local' | 'session'): Storage {
  return kind === 'local' ? window.localStorage : window.sessionStorage;
}
