import { useEffect, useLayoutEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { useMe } from '../session/me.tsx';
import { readStored, writeStored } from '../stored.ts';
import type { ContractForm } from './use-contract-form.ts';

type Values = Record<string, unknown>;

/**
 * Reads what somebody has typed into a form and not sent.
 * @param userId whose input it is: another person in the same tab must not see it
 * @param path the form's own URL path
 */
export function readDraft(userId: string, path: string): Values | undefined {
  const stored = readStored(keyOf(userId, path), 'session');
  return stored ? (JSON.parse(stored) as Values) : undefined;
}

/** Keeps what was typed into the form at a path until the tab is closed; `null` deletes it. */
export function writeDraft(userId: string, path: string, draft: Values | null): void {
  writeStored(keyOf(userId, path), draft && JSON.stringify(draft), 'session');
}

interface DraftOptions {
  /** Also keeps the input when another page is opened, for forms one leaves to prepare something. */
  readonly survivesLeaving?: boolean;
}

/**
 * Keeps the changed fields of a form across a reload, and fills them in again. One form per path. They are deleted
 * when the form is saved or left. Not for forms with passwords.
 */
export function useDraft<V extends Values>(
  { form, values, isDirty, isSaved }: ContractForm<V>,
  { survivesLeaving = false }: DraftOptions = {},
): void {
  const { user } = useMe();
  const { pathname } = useLocation();
  const [path] = useState(pathname);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the values of the last page view are filled in
  useLayoutEffect(() => {
    const draft = readDraft(user.id, path);
    if (draft) form.setValues(draft as Partial<V>);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `form` is new at each render
  useEffect(() => {
    const changed = Object.entries(values).filter(([name]) => form.isDirty(name));
    writeDraft(user.id, path, isDirty && !isSaved.current ? Object.fromEntries(changed) : null);
  }, [values, isDirty, user.id, path]);

  useEffect(
    () => () => {
      if (!survivesLeaving || isSaved.current) writeDraft(user.id, path, null);
    },
    [survivesLeaving, isSaved, user.id, path],
  );
}

function keyOf(userId: string, path: string): string {
  return `muster.draft.${userId}.${path}`;
}
