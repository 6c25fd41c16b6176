import type { UserStatus } from '@muster/contracts/people/users';
import type { Role } from '@muster/contracts/permissions';
import { hasPermission } from '../../../../platform/context/actor.ts';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { unnestIds } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { trackOwners } from '../../../../policies/owners.ts';
import type { ParsedRow } from '../read/parse-row.ts';
import { type Duplicates, trackDuplicates } from './duplicates.ts';
import { createSuggester } from './suggest-domain.ts';

/** A user the account has, as rows are compared with. */
export interface ExistingUser {
  readonly id: string;
  readonly email: string;
  readonly emailDisplay: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly locale: string | null;
  readonly externalId: string | null;
  readonly groupIds: readonly string[];
}

/** A group a row names; without an id, there is none of the name yet. */
export interface KnownGroup {
  readonly id: string | null;
  readonly name: string;
}

/** The account as it is, and what the rows of the file until now say. */
export interface AccountSnapshot {
  /** The users of the rows looked at, by the address as it is compared. */
  users: ReadonlyMap<string, ExistingUser>;
  /** Who has the external ids of the rows looked at. */
  externalIds: ReadonlyMap<string, string>;
  readonly mayMakeOwners: boolean;
  /** By the name in lower case. */
  readonly groups: ReadonlyMap<string, KnownGroup>;
  /** Where each address and external id stood first. */
  readonly seenEmail: Duplicates;
  readonly seenExternalId: Duplicates;
  readonly suggest: (email: string) => string | null;
  /** Counts an owner as demoted. @returns false when no active owner would remain */
  releaseOwner(user: ExistingUser): boolean;
  namesOf(groupIds: readonly string[]): string[];
}

/**
 * Opens the account for looking at rows: its groups are read once, its users with each chunk of rows.
 * @param tx reads as the rows are written
 */
export async function loadSnapshot(tx: WriteContext): Promise<AccountSnapshot> {
  const groups = await tx.query<{ id: string; name: string }>(sql`
    SELECT id, name FROM groups WHERE account_id = ${tx.accountId}::uuid`);
  const releaseOwner = await trackOwners(tx);
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  return {
    users: new Map(),
    externalIds: new Map(),
    mayMakeOwners: hasPermission(tx.actor, 'owners:write'),
    groups: new Map(groups.map((group) => [group.name.toLowerCase(), group])),
    seenEmail: trackDuplicates(),
    seenExternalId: trackDuplicates(),
    suggest: createSuggester(),
    releaseOwner,
    namesOf: (ids) => ids.flatMap((id) => names.get(id) ?? []).sort(),
  };
}

/** Users of the account by address (as it is compared) or id. */
export function findUsersBy(
  tx: WriteContext,
  key: 'email' | 'id',
  values: readonly string[],
): Promise<ExistingUser[]> {
  const wanted = key === 'id' ? unnestIds('w', values) : sql`unnest(${values}::text[]) AS w(email)`;
  return tx.query<ExistingUser>(sql`
    SELECT id, email, email_display AS "emailDisplay", first_name AS "firstName", last_name AS "lastName", name,
      role::text, status::text, locale, external_id AS "externalId", group_ids AS "groupIds"
    FROM ${wanted} JOIN users USING (${key === 'id' ? sql`id` : sql`email`})
    WHERE account_id = ${tx.accountId}::uuid`);
}

/** Who has the external ids, by the id. */
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
 * Reads the users that a chunk of rows is about: one query by address, one by external id.
 * @param wanted the addresses as they are compared, and the external ids, of the rows
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
 * The groups a row names. A cell that is the name of a group is that group, whatever separators it contains.
 */
export function readGroups(snapshot: AccountSnapshot, { groups }: ParsedRow): KnownGroup[] {
  const names = groups.flatMap(({ cell, names: parts }) =>
    snapshot.groups.has(cell.toLowerCase()) ? [cell] : parts,
  );
  const found = new Map(
    names.map((name) => {
      const key = name.toLowerCase();
      return [key, snapshot.groups.get(key) ?? { id: null, name }] as const;
    }),
  );
  return [...found.values()];
}
