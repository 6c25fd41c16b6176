import { account } from '@muster/contracts/account/account';
import { useCall } from '../../../../platform/api/query.ts';

/** The seats, as the form needs them. Unlimited plans have no `left`. */
export interface SeatsForForm {
  readonly limit: number | null;
  readonly left: number | null;
  readonly isKnown: boolean;
  readonly isFull: boolean;
}

/** The account's seats, refreshed while others add users, too. */
export function useSeats(): SeatsForForm {
  const { data } = useCall(account.seats, {});
  const left = data?.available ?? null;
  return { limit: data?.limit ?? null, left, isKnown: data !== undefined, isFull: left === 0 };
}
