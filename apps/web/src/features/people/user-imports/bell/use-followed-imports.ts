import { userImports } from '@muster/contracts/people/user-imports';
import { useNow } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import type { UserImport } from '../user-import.ts';

const newest = { query: { limit: 5 } } as const;
/** How long an import that has ended stays in the bell, in milliseconds. */
const stays = 10 * 60_000;
/** How often the progress is read, in milliseconds, in case live events do not arrive. */
const fallback = 3000;

interface FollowedImports {
  readonly followed: readonly UserImport[];
  readonly isRunning: boolean;
  /** Whether the imports were read. */
  readonly isKnown: boolean;
}

/** The person's own imports that run, and those that have just ended, the newest first. */
export function useFollowedImports(): FollowedImports {
  const me = useMe();
  const now = useNow({ updateInterval: 15_000 }).getTime();
  const { data } = useCall(userImports.list, newest);
  const followed = (data?.data ?? []).filter((one) => {
    if (one.createdBy.id !== me.user.id || one.status === 'previewed') return false;
    return isUnderWay(one) || (one.finishedAt !== null && now - Date.parse(one.finishedAt) < stays);
  });
  const isRunning = followed.some(isUnderWay);
  useCall(userImports.list, newest, { enabled: isRunning, every: fallback });
  return { followed, isRunning, isKnown: data !== undefined };
}

/** Whether an import, or its undo, is still carried out. */
export function isUnderWay({ status }: UserImport): boolean {
  return status === 'queued' || status === 'running' || status === 'undoing';
}
