import { type RefObject, useEffect } from 'react';
import { useBlocker } from 'react-router-dom';
import { isReloading } from '../version.ts';
import { LeaveDialog, type LeaveQuestion } from './LeaveDialog.tsx';

interface UnsavedGuardProps {
  isDirty: boolean;
  /** Set when a save succeeded, before the page is left for that reason. */
  isSaved?: RefObject<boolean>;
  /** The question, if it is not about unsaved input. */
  question?: LeaveQuestion;
}

/** Asks before unsaved changes are lost, on navigation and on closing the tab. At most one per page. */
export function UnsavedGuard({ isDirty, isSaved, question }: UnsavedGuardProps) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !isSaved?.current && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!isSaved?.current && !isReloading()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty, isSaved]);

  if (blocker.state !== 'blocked') return null;
  return <LeaveDialog question={question} onStay={blocker.reset} onLeave={blocker.proceed} />;
}
