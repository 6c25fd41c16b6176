import { auth } from '@muster/contracts/auth';
import { readProblem } from './problem.ts';
import { requestOf } from './request.ts';

const lockName = 'muster.renewal';
const patience = 20_000;

let running: Promise<boolean> | undefined;

/**
 * Renews the sign-in, once however many calls ask: refresh tokens are used once, and presenting one twice ends
 * the sign-in. Tabs share the cookies, so they take turns, and whoever gets the turn first looks whether
 * another tab has renewed already.
 * @param isAlive sends the refused call again; true when it is no longer refused
 * @returns whether the person is signed in (again)
 */
export function renewSession(isAlive: () => Promise<boolean>): Promise<boolean> {
  running ??= inTurn(async () => (await isAlive()) || (await refresh())).finally(() => {
    running = undefined;
  });
  return running;
}

async function refresh(): Promise<boolean> {
  const response = await fetch(requestOf(auth.refresh, {}, AbortSignal.timeout(patience)));
  if (response.ok) return true;
  if (response.status === 401) return false;
  // Out of order is not signed out: the caller shows the trouble and keeps the person's place.
  throw await readProblem(response);
}

/** Web Locks need a secure context; without them tabs cannot take turns, but this tab's calls still do. */
function inTurn(renew: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request(lockName, renew) : renew();
}
