import { useEffect, useSyncExternalStore } from 'react';

/** Muster's default accent colour, until an account's is known. */
export const defaultAccent = '#4263eb';

const listeners = new Set<() => void>();
let current = defaultAccent;

/** Applies an account's colour to the whole page while the component is mounted. */
export function useAccent(color: string | undefined): void {
  useEffect(() => {
    if (!color) return;
    setAccent(color);
    return () => setAccent(defaultAccent);
  }, [color]);
}

/** The current accent colour. */
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
