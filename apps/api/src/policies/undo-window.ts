import { days } from '../platform/clock.ts';

/** Whether what ended then can still be undone: for a day. */
export function isWithinUndoWindow(finishedAt: Date, now: Date): boolean {
  return now.getTime() - finishedAt.getTime() < days(1);
}
