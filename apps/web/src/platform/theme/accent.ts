import { useEffect, useSyncExternalStore } from 'react';

/** Muster's own accent, until an account's is known. */
export const defaultAccent = '#4263eb';

const listeners = new Set<() => void>();
let current = defaultAccent;

/** Shows the whole page in an account's colour for as long as the component is there. */
export function useAccent(color: string | undefined): void {
  useEffect(() => {
    if (!color) return;
    setAccent(color);
    return () => setAccent(defaultAccent);
  }, [color]);
}

/** The accent the theme is built from. */
export function useCurrentAccent(): string {
  return useSyncExternalStore(subscribe, () => current);
}

function setAccent(color: string): void {
  current = color;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
