import { useState } from 'react';
import { useNow } from 'use-intl';
import { useMe } from '../../../../../platform/session/me.tsx';
import { readStored, writeStored } from '../../../../../platform/stored.ts';
import type { BulkOperation } from '../bulk-action.ts';

/**
 * How long a finished operation stays in the panel, in milliseconds. Longer if it can be undone or has
 * failures.
 */
const stays = { settled: 30_000, undoable: 5 * 60_000, failed: 60 * 60_000 };
const stored = 'muster.bulk.dismissed';
const maxDismissed = 20;

interface Followed {
  /** The newest first. */
  readonly followed: readonly BulkOperation[];
  readonly dismiss: (id: string) => void;
}

/**
 * The operations in the panel: the person's own running ones and, for a while, the last finished one.
 * @param operations the newest operations of the account
 */
export function useRecentOperations(operations: readonly BulkOperation[]): Followed {
  const me = useMe();
  const now = useNow({ updateInterval: 15_000 }).getTime();
  const [dismissed, setDismissed] = useState<readonly string[]>(() => (readStored(stored) ?? '').split(' '));
  const dismiss = (id: string) => {
    const next = [id, ...dismissed].slice(0, maxDismissed);
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
  // Only the newest finished one is shown; the page of bulk operations lists all.
  const ended = own.filter(isEnded).slice(0, 1).filter(isFresh);
  return { followed: [...running, ...ended], dismiss };
}
