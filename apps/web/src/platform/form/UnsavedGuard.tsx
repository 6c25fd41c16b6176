import { lazy, type RefObject, Suspense, useEffect } from 'react';
import { useBlocker } from 'react-router-dom';
import type { LeaveQuestion } from './LeaveDialog.tsx';

interface UnsavedGuardProps {
  isDirty: boolean;
  /** Set when a save succeeded, before the page is left because of it. */
  isSaved?: RefObject<boolean>;
  /** What is asked, where it is not about what was typed. */
  question?: LeaveQuestion;
}

// Forms without a guard (sign-in, activation) need not load a dialog.
const LeaveDialog = lazy(async () => ({ default: (await import('./LeaveDialog.tsx')).LeaveDialog }));

/** Asks before unsaved changes are lost, on links and on closing the tab. One at most on a page. */
export function UnsavedGuard({ isDirty, isSaved, question }: UnsavedGuardProps) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !isSaved?.current && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!isSaved?.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty, isSaved]);

  if (blocker.state !== 'blocked') return null;
  return (
    <Suspense>
      <LeaveDialog question={question} onStay={blocker.reset} onLeave={blocker.proceed} />
    </Suspense>
  );
}
