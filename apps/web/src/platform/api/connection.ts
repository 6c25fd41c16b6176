import { service } from '@muster/contracts/instance/service';
import { basePath } from '@muster/contracts/kit/endpoint';
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** In milliseconds. */
const firstPause = 1000;
const longestPause = 15_000;

/**
 * Reports that a call got no answer. Queries and commands then wait until the server answers again: the browser knows
 * only whether there is a network, not whether it leads to the server.
 */
export function reportUnreachable(): void {
  if (!onlineManager.isOnline()) return;
  onlineManager.setOnline(false);
  void waitForServer();
}

/** Whether the server can be reached, as far as anybody knows. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(onConnectionChange, () => onlineManager.isOnline());
}

/** Calls `listener` when the connection is lost or back. */
export function onConnectionChange(listener: (isOnline: boolean) => void): () => void {
  return onlineManager.subscribe(listener);
}

async function waitForServer(): Promise<void> {
  for (let pause = firstPause; !onlineManager.isOnline(); pause = Math.min(pause * 2, longestPause)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (await answers()) onlineManager.setOnline(true);
  }
}

async function answers(): Promise<boolean> {
  if (onlineManager.isOnline()) return true;
  const url = new URL(`${basePath}${service.info.path}`, window.location.origin);
  const response = await fetch(url, { cache: 'no-store' }).catch(() => undefined);
  return response?.ok === true;
}
