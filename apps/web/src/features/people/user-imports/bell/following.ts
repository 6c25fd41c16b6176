import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../../../../platform/stored.ts';

// Most people import nothing, so the bell loads its part of imports only after one was started in this browser.
const key = 'muster.followsImports';
const listeners = new Set<() => void>();

/** Shows imports in the bell from now on. */
export function followImports(): void {
  if (isFollowing()) return;
  writeStored(key, 'yes');
  for (const listener of listeners) listener();
}

/** Leaves the bell without imports the next time the app is opened. */
export function stopFollowing(): void {
  writeStored(key, null);
}

/** Whether the bell shows imports. */
export function useIsFollowing(): boolean {
  return useSyncExternalStore(subscribe, isFollowing);
}

function isFollowing(): boolean {
  return readStored(key) !== null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
