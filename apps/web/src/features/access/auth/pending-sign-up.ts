import { useState } from 'react';
import * as z from 'zod';
import { readStored, writeStored } from '../../../platform/stored.ts';

const Pending = z.object({
  id: z.string(),
  accountName: z.string(),
  name: z.string(),
  email: z.string(),
  /** When the newest code was sent, in milliseconds since 1970. */
  sentAt: z.number(),
});

/** A sign-up that waits for its code, without the password. */
export type PendingSignUp = z.output<typeof Pending>;

const key = 'muster.sign-up';

/** The sign-up of this tab that waits for its code. It is stored, so that a reload keeps the step. */
export function usePendingSignUp(): [PendingSignUp | null, (next: PendingSignUp | null) => void] {
  const [pending, setPending] = useState(read);
  return [
    pending,
    (next) => {
      writeStored(key, next && JSON.stringify(next), 'session');
      setPending(next);
    },
  ];
}

function read(): PendingSignUp | null {
  try {
    return Pending.parse(JSON.parse(readStored(key, 'session') ?? ''));
  } catch {
    return null;
  }
}
