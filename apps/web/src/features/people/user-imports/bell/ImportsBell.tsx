import { useEffect } from 'react';
import { NotificationBell } from '../../../mail/notifications/NotificationBell.tsx';
import { FollowedImports } from './FollowedImports.tsx';
import { stopFollowing } from './following.ts';
import { useFollowedImports } from './use-followed-imports.ts';

/** The bell with the person's imports above the notifications. */
export default function ImportsBell() {
  const { followed, isRunning, isKnown } = useFollowedImports();
  const isOver = isKnown && followed.length === 0;
  useEffect(() => {
    if (isOver) stopFollowing();
  }, [isOver]);
  return (
    <NotificationBell
      isBusy={isRunning}
      above={(close) => <FollowedImports imports={followed} onOpen={close} />}
    />
  );
}
