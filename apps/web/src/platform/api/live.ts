import { urlOf } from '@muster/client/core/request';
import { me } from '@muster/contracts/access/me';
import { StreamEvent, staleAfter } from '@muster/contracts/catalogue';
import { notifications } from '@muster/contracts/mail/notifications';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from './call.ts';
import { invalidateNouns, type Noun } from './invalidation.ts';
import { settings } from './settings.ts';

const everything = [...new Set(Object.values(staleAfter).flat())];
const calmTime = 250;

/**
 * Refreshes the screen when others change data. One tab holds the event stream and notifies the other tabs,
 * because browsers limit the number of connections per server.
 * @param place changes when the stream must be reopened, e.g. the account's id
 */
export function useLive(place: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const leaving = new AbortController();
    const channel = new BroadcastChannel(`muster.live.${place}`);
    const invalidate = debounceInvalidation(client, leaving.signal);
    channel.addEventListener('message', ({ data }: MessageEvent<readonly Noun[]>) => invalidate(data));
    const publish = (nouns: readonly Noun[]) => {
      invalidate(nouns);
      channel.postMessage(nouns);
    };
    void leading(place, leaving.signal, () => listen(publish, leaving.signal));
    return () => {
      leaving.abort();
      channel.close();
    };
  }, [client, place]);
}

/** Combines a burst of events (e.g. a bulk action) into one invalidation. */
function debounceInvalidation(client: QueryClient, leaving: AbortSignal): (nouns: readonly Noun[]) => void {
  const stale = new Set<Noun>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  leaving.addEventListener('abort', () => clearTimeout(timer));
  return (nouns) => {
    for (const noun of nouns) stale.add(noun);
    timer ??= setTimeout(() => {
      timer = undefined;
      void invalidateNouns(client, [...stale]);
      stale.clear();
    }, calmTime);
  };
}

/** Runs `lead` in one tab only. When that tab closes, another takes over. */
async function leading(place: string, leaving: AbortSignal, lead: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return lead();
  await navigator.locks.request(`muster.live.${place}`, { signal: leaving }, lead).catch(() => undefined);
}

async function listen(publish: (nouns: readonly Noun[]) => void, leaving: AbortSignal): Promise<void> {
  for (let failures = 0; !leaving.aborted; failures += 1) {
    if (failures > 0) {
      await pause(Math.min(1000 * 2 ** failures, 30_000) * (0.5 + Math.random() / 2), leaving);
      if (leaving.aborted) return;
      // An EventSource does not say why it failed. This call renews an expired session.
      await call(me.get, {}, { signal: leaving }).catch(() => undefined);
    }
    await streamOnce(publish, leaving, () => {
      // Events may have been missed while the stream was down, so everything may be stale.
      if (failures > 0) publish(everything);
      failures = 0;
    });
  }
}

function streamOnce(
  publish: (nouns: readonly Noun[]) => void,
  leaving: AbortSignal,
  onOpen: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource(urlOf(settings.baseUrl, notifications.stream));
    const end = () => {
      source.close();
      leaving.removeEventListener('abort', end);
      resolve();
    };
    leaving.addEventListener('abort', end);
    source.addEventListener('open', onOpen);
    source.addEventListener('error', end);
    for (const name of StreamEvent.options) source.addEventListener(name, () => publish(staleAfter[name]));
  });
}

function pause(milliseconds: number, leaving: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    leaving.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
