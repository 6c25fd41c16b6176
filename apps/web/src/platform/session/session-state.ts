import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../stored.ts';

const hintKey = 'muster.isSignedIn';
const listeners = new Set<() => void>();
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('muster.session') : undefined;

let isEnded = false;

/** Reports that the session has expired and cannot be renewed; used by `call`. */
export function reportSessionEnded(): void {
  writeStored(hintKey, null);
  setEnded(true);
}

/** Reports a sign-in, account switch or sign-out, so that other tabs follow. */
export function reportSessionChanged(isSignedIn: boolean): void {
  writeStored(hintKey, isSignedIn ? 'yes' : null);
  setEnded(false);
  channel?.postMessage('changed');
}

/** Calls `listener` when another tab signs in, signs out or switches the account. */
export function onSessionChangedElsewhere(listener: () => void): () => void {
  channel?.addEventListener('message', listener);
  return () => channel?.removeEventListener('message', listener);
}

/**
 * Whether this browser was last known to be signed in. Saves public pages a request that would be refused.
 */
export function wasSignedIn(): boolean {
  return readStored(hintKey) === 'yes';
}

/** Remembers whether this browser is signed in, for `wasSignedIn`. */
export function writeSignedInHint(isSignedIn: boolean): void {
  writeStored(hintKey, isSignedIn ? 'yes' : null);
}

/** Whether the session has ended while the person was working. */
export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => isEnded);
}

function setEnded(value: boolean): void {
  if (isEnded === value) return;
  isEnded = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
