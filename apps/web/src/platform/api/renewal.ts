import { call as send } from '@muster/client/core/call';
import { auth } from '@muster/contracts/access/auth';
import { ProblemError } from './problem.ts';
import { settings } from './settings.ts';

const lockName = 'muster.renewal';
const timeout = 20_000;

let running: Promise<boolean> | undefined;

/**
 * Renews the session, once for any number of concurrent calls: refresh tokens are single-use, and presenting
 * one twice ends the session. Tabs share the cookies, so they take a lock, and then check first whether
 * another tab has renewed it already.
 * @param isAlive sends the refused call again; true if it is accepted now
 * @returns whether the person is signed in
 * @throws ProblemError if the renewal failed for another reason; an outage must not sign the person out
 */
export function renewSession(isAlive: () => Promise<boolean>): Promise<boolean> {
  running ??= inTurn(async () => (await isAlive()) || (await refresh())).finally(() => {
    running = undefined;
  });
  return running;
}

async function refresh(): Promise<boolean> {
  try {
    await send(settings, auth.refresh, {}, { timeout });
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return false;
    throw error;
  }
}

/** Web Locks need a secure context. Without them, only the calls of this tab are serialised. */
function inTurn(renew: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request(lockName, renew) : renew();
}
