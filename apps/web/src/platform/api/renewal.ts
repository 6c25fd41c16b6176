import { call as send } from '@muster/client/core/call';
import { auth } from '@muster/contracts/access/auth';
import { ProblemError } from './problem.ts';
import { settings } from './settings.ts';

const lockName = 'muster.renewal';
const timeout = 20_000;

let running: Promise<boolean> | undefined;

/**
 * Renews the sign-in, once however many calls ask: refresh tokens are used once, and presenting one twice ends
 * the sign-in. Tabs share the cookies, so they take turns, and whoever gets the turn first looks whether
 * another tab has renewed already.
 * @param isAlive sends the refused call again; true when it is no longer refused
 * @returns whether the person is signed in (again)
 * @throws ProblemError when it cannot be told: out of order is not signed out, and the person keeps their place
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

/** Web Locks need a secure context; without them tabs cannot take turns, but this tab's calls still do. */
function inTurn(renew: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request(lockName, renew) : renew();
}
