import { useState } from 'react';
import { useNow } from 'use-intl';
import { useMe } from '../../../../../platform/session/me.tsx';
import { readStored, writeStored } from '../../../../../platform/stored.ts';
import type { BulkOperation } from '../bulk-action.ts';

/** How long what came of an operation stays beside the page: the longer, the more there is left to do about it. */
const stays = { settled: 30_000, undoable: 5 * 60_000, failed: 60 * 60_000 };
const stored = 'muster.bulk.dismissed';
const remembered = 20;

interface Followed {
  /** The newest first. */
  readonly followed: readonly BulkOperation[];
  readonly dismiss: (id: string) => void;
}

/**
 * Which operations the panel shows: the person's own that run, and the last one that ended, for a while.
 * @param operations the account's newest ones
 */
export function useRecentOperations(operations: readonly BulkOperation[]): Followed {
  const me = useMe();
  const now = useNow({ updateInterval: 15_000 }).getTime();
  const [dismissed, setDismissed] = useState<readonly string[]>(() => (readStored(stored) ?? '').split(' '));
  const dismiss = (id: string) => {
    const next = [id, ...dismissed].slice(0, remembered);
    setDismissed(next);
    writeStored(stored, next.join(' '));
  };
  const isEnded = ({ status }: BulkOperation) => status === 'done';
  const isFresh = ({ failed, canUndo, undoneBy, finishedAt }: BulkOperation) => {
    if (undoneBy !== null) return false;
    const time = failed > 0 ? stays.failed : canUndo ? stays.undoable : stays.settled;
    return finishedAt !== null && now - Date.parse(finishedAt) < time;
  };
  const own = operations.filter(
    ({ id, createdBy }) => createdBy.id === me.user.id && !dismissed.includes(id),
  );
  const running = own.filter((operation) => !isEnded(operation));
  // A newer one takes the place of the one that ended before it; the list of operations has both.
  const ended = own.filter(isEnded).slice(0, 1).filter(isFresh);
  return { followed: [...running, ...ended], dismiss };
}
