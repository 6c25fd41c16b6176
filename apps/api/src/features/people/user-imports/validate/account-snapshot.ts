import type { ValuesOf } from '@muster/contracts/kit/fields';
import { nameKey } from '@muster/contracts/kit/text';
import { userDetails } from '@muster/contracts/people/user-fields';
import type { UserStatus } from '@muster/contracts/people/users';
import type { Actor } from '../../../../platform/context/actor.ts';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { unnestIds } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { columnsOf } from '../../../../platform/fields/sql.ts';
import { trackOwners } from '../../../../policies/owners.ts';
import type { ParsedRow } from '../read/parse-row.ts';
import { type Duplicates, trackDuplicates } from './duplicates.ts';

/** A user of the account, as rows are compared with it. */
export interface ExistingUser extends Readonly<ValuesOf<typeof userDetails>> {
  readonly id: string;
  readonly email: string;
  readonly emailDisplay: string;
  readonly name: string;
  readonly status: UserStatus;
  readonly groupIds: readonly string[];
}

/** A group that a row names; without an id, no group of that name exists yet. */
export interface KnownGroup {
  readonly id: string | null;
  readonly name: string;
}

/** The state of the account, and of the rows of the file read so far. */
export interface AccountSnapshot {
  /** The users of the current rows, by normalised address. */
  users: ReadonlyMap<string, ExistingUser>;
  /** Which user has each external id of the current rows. */
  externalIds: ReadonlyMap<string, string>;
  /** Who uploaded the file, and so decides which roles its rows can give and take. */
  readonly actor: Actor;
  /** Groups by the key of their name; of several with one key, the first. */
  readonly groups: ReadonlyMap<string, KnownGroup>;
  /** The line where each address and external id first occurred. */
  readonly seenEmail: Duplicates;
  readonly seenExternalId: Duplicates;
  /** Counts an owner as demoted. @returns false when no active owner would remain */
  releaseOwner(user: ExistingUser): boolean;
  namesOf(groupIds: readonly string[]): string[];
}

/**
 * Loads the account's state for validating rows. Groups are read once, users with each chunk of rows.
 * @param tx a transaction of the account
 */
export async function loadSnapshot(tx: WriteContext): Promise<AccountSnapshot> {
  const groups = await tx.query<{ id: string; name: string }>(sql`
    SELECT id, name FROM groups WHERE account_id = ${tx.accountId}::uuid ORDER BY twin DESC`);
  const releaseOwner = await trackOwners(tx);
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  return {
    users: new Map(),
    externalIds: new Map(),
    actor: tx.actor,
    groups: new Map(groups.map((group) => [nameKey(group.name), group])),
    seenEmail: trackDuplicates(),
    seenExternalId: trackDuplicates(),
    releaseOwner,
    namesOf: (ids) => ids.flatMap((id) => names.get(id) ?? []).sort(),
  };
}

const details = columnsOf(userDetails, 'users');

/** Users of the account by normalised address or by id. */
export function findUsersBy(
  tx: WriteContext,
  key: 'email' | 'id',
  values: readonly string[],
): Promise<ExistingUser[]> {
  const wanted = key === 'id' ? unnestIds('w', values) : sql`unnest(${values}::text[]) AS w(email)`;
  return tx.query<ExistingUser>(sql`
    SELECT id, email, email_display AS "emailDisplay", ${details}, name, status::text, group_ids AS "groupIds"
    FROM ${wanted} JOIN users USING (${key === 'id' ? sql`id` : sql`email`})
    WHERE account_id = ${tx.accountId}::uuid`);
}

/** The users with these external ids, by external id. */
export async function findByExternalId(
  tx: WriteContext,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map();
  const holders = await tx.query<{ id: string; externalId: string }>(sql`
    SELECT id, external_id AS "externalId" FROM users
    WHERE account_id = ${tx.accountId}::uuid AND external_id = ANY(${externalIds})`);
  return new Map(holders.map(({ id, externalId }) => [externalId, id]));
}

/**
 * Reads the users that a chunk of rows refers to: one query by address, one by external id.
 * @param wanted the normalised addresses and the external ids of the rows
 */
export async function loadUsersOf(
  tx: WriteContext,
  snapshot: AccountSnapshot,
  wanted: { emails: readonly string[]; externalIds: readonly string[] },
): Promise<void> {
  const users = await findUsersBy(tx, 'email', wanted.emails);
  snapshot.users = new Map(users.map((user) => [user.email, user]));
  snapshot.externalIds = await findByExternalId(tx, wanted.externalIds);
}

/**
 * The groups a row names. A cell that equals a group's name is that group, whatever separators it contains.
 */
export function readGroups(snapshot: AccountSnapshot, { groups }: ParsedRow): KnownGroup[] {
  const names = groups.flatMap(({ cell, names: parts }) =>
    snapshot.groups.has(nameKey(cell)) ? [cell] : parts,
  );
  const found = new Map(
    names.map((name) => {
      const key = nameKey(name);
      return [key, snapshot.groups.get(key) ?? { id: null, name }] as const;
    }),
  );
  return [...found.values()];
}
