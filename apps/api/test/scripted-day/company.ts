import type { Person } from '../given.ts';

/** The people after the first part of the day. */
export interface Company {
  readonly owner: Person;
  readonly admin: Person;
  readonly groupIds: { readonly berlin: string; readonly office: string };
}
