import { NotificationBell } from '../../features/mail/notifications/NotificationBell.tsx';
import { FollowedImports } from '../../features/people/user-imports/bell/FollowedImports.tsx';
import { useFollowedImports } from '../../features/people/user-imports/bell/use-followed-imports.ts';

/** The bell of the frame: notifications, and above them the person's imports. */
export function Bell() {
  const { followed, isRunning } = useFollowedImports();
  return (
    <NotificationBell
      isBusy={isRunning}
      above={(close) => <FollowedImports imports={followed} onOpen={close} />}
    />
  );
}
