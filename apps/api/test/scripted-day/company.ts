import type { Person } from '../given.ts';

/** Who there is once the first part of the day is over. */
export interface Company {
  readonly owner: Person;
  readonly admin: Person;
  readonly groupIds: { readonly berlin: string; readonly office: string };
}
