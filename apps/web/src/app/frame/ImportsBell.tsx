import { useEffect } from 'react';
import { NotificationBell } from '../../features/mail/notifications/NotificationBell.tsx';
import { FollowedImports } from '../../features/people/user-imports/bell/FollowedImports.tsx';
import { stopFollowing } from '../../features/people/user-imports/bell/following.ts';
import { useFollowedImports } from '../../features/people/user-imports/bell/use-followed-imports.ts';

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
