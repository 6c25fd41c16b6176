import { lazy, Suspense } from 'react';
import { NotificationBell } from '../../features/mail/notifications/NotificationBell.tsx';
import { useIsFollowing } from '../../features/people/user-imports/bell/following.ts';

const ImportsBell = lazy(() => import('./ImportsBell.tsx'));

/** The bell of the frame: notifications, and above them the person's imports once there are some. */
export function Bell() {
  return useIsFollowing() ? (
    <Suspense fallback={<NotificationBell />}>
      <ImportsBell />
    </Suspense>
  ) : (
    <NotificationBell />
  );
}
