import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../stored.ts';

const hintKey = 'muster.isSignedIn';
const listeners = new Set<() => void>();
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('muster.session') : undefined;

let isEnded = false;

/** Called by `call` when a sign-in ran out and cannot be renewed. */
export function reportSessionEnded(): void {
  writeStored(hintKey, null);
  setEnded(true);
}

/** Called after signing in, switching the account or signing out, so that other tabs follow. */
export function reportSessionChanged(isSignedIn: boolean): void {
  writeStored(hintKey, isSignedIn ? 'yes' : null);
  setEnded(false);
  channel?.postMessage('changed');
}

/** Runs `listener` when another tab signed in, out or into another account. */
export function onSessionChangedElsewhere(listener: () => void): () => void {
  channel?.addEventListener('message', listener);
  return () => channel?.removeEventListener('message', listener);
}

/** Whether this browser was signed in when it was last seen. Saves public pages a call that is refused. */
export function wasSignedIn(): boolean {
  return readStored(hintKey) === 'yes';
}

/** Remembers whether this browser is signed in, for `wasSignedIn`. */
export function writeSignedInHint(isSignedIn: boolean): void {
  writeStored(hintKey, isSignedIn ? 'yes' : null);
}

/** Whether the sign-in ended while the person was working. */
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
