import { defined } from '@muster/contracts/kit/defined';
import type { ValuesOf } from '@muster/contracts/kit/fields';
import { userDetails } from '@muster/contracts/people/user-fields';
import type { ImportMode, ImportOutcome } from '@muster/contracts/people/user-imports';
import type { Role } from '@muster/contracts/permissions';
import type { Actor } from '../../../../platform/context/actor.ts';
import { type Changes, diff, newValues } from '../../../../platform/fields/values.ts';
import { nameOf } from '../../../../platform/person-name.ts';
import { type Refusal, refusalToChange, refusalToGive } from '../../../../policies/grants.ts';
import type { ParsedRow, RowError, RowErrorCode } from '../read/parse-row.ts';
import type { IllegibleRow, LegibleRow } from '../read/read-row.ts';
import type { FileRow } from '../read/records.ts';
import { type AccountSnapshot, type ExistingUser, type KnownGroup, readGroups } from './account-snapshot.ts';

/** The values to write for a row; for an update only those that change. */
export interface RowValues extends Readonly<Partial<ValuesOf<typeof userDetails>>> {
  readonly name: string;
  readonly emailDisplay?: string;
  readonly groupIds?: readonly string[];
  /** Names of groups to create. */
  readonly newGroups?: readonly string[];
  /** Whether only an owner may carry out this row. */
  readonly needsOwner?: boolean;
}

const maxGroups = 100;

/** A row with its validation result. */
export interface ValidatedRow extends FileRow {
  readonly outcome: ImportOutcome;
  /** The normalised address; the cell's text if it is not an address. */
  readonly email: string | null;
  readonly userId: string | null;
  readonly values: RowValues;
  readonly changes: Changes;
  readonly errors: readonly RowError[];
  readonly warnings: readonly RowError[];
  readonly suggestion: string | null;
}

/** The result of a row whose cells cannot be told apart. */
export function illegibleRow({ line, cells, email, error }: IllegibleRow): ValidatedRow {
  return {
    ...{ line, cells, outcome: 'error', email, userId: null, values: { name: '' } },
    ...{ changes: {}, errors: [error], warnings: [], suggestion: null },
  };
}

/**
 * Determines the effect of a row on the account.
 * @param row the parsed row
 * @param mode whether to add users, change them, or both
 * @param snapshot the account, and the rows before this one
 */
export function validateRow(row: LegibleRow, mode: ImportMode, snapshot: AccountSnapshot): ValidatedRow {
  const { line, cells, parsed, key, suggestion } = row;
  const existing = key === null ? undefined : snapshot.users.get(key);
  const { warnings } = parsed;
  const common = { line, cells, email: key, suggestion, userId: existing?.id ?? null, warnings };
  const twin = key === null ? undefined : snapshot.seenEmail(key, line);
  const isPassedOver = key !== null && (existing ? mode === 'add' : mode === 'update');
  // If nothing is done for a row, only its address matters.
  if (isPassedOver && twin === undefined)
    return skipped(
      { ...common, warnings: [] },
      parsed,
      existing ? 'user_exists' : 'user_missing',
      existing?.name,
    );
  const groups = readGroups(snapshot, parsed);
  const errors = [...parsed.errors];
  if (twin !== undefined) errors.push({ field: 'email', code: 'email_duplicate', line: twin });
  errors.push(...conflicts(row, existing, snapshot, groups));
  if (errors.length > 0 || key === null) {
    const values = { name: nameIn(parsed), ...display(parsed) };
    return { ...common, outcome: 'error', values, changes: {}, errors };
  }
  return existing
    ? updated(common, existing, parsed, groups, snapshot)
    : created(common, parsed, groups, snapshot);
}

/** Conflicts of a row with earlier rows or with other users. */
function conflicts(
  { line, parsed }: LegibleRow,
  existing: ExistingUser | undefined,
  snapshot: AccountSnapshot,
  groups: readonly KnownGroup[],
): RowError[] {
  const found: RowError[] = [];
  if (parsed.externalId !== undefined) {
    const twin = snapshot.seenExternalId(parsed.externalId, line);
    const holder = snapshot.externalIds.get(parsed.externalId);
    if (twin !== undefined) found.push({ field: 'externalId', code: 'external_id_duplicate', line: twin });
    else if (holder !== undefined && holder !== existing?.id)
      found.push({ field: 'externalId', code: 'external_id_taken' });
  }
  if (groups.length > maxGroups) found.push({ field: 'groups', code: 'too_many_groups' });
  return found;
}

type Common = Omit<ValidatedRow, 'outcome' | 'values' | 'changes' | 'errors'>;

function created(
  common: Common,
  parsed: ParsedRow,
  groups: readonly KnownGroup[],
  snapshot: AccountSnapshot,
): ValidatedRow {
  const { emailDisplay = '' } = display(parsed);
  const fields = newValues(userDetails, parsed);
  const isOwner = fields.role === 'owner';
  const refused = roleFault(refusalToGive(snapshot.actor, fields.role));
  if (refused) return failed(common, parsed, refused, 'role');
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  const values = {
    name: nameOf(fields.firstName, fields.lastName, emailDisplay),
    emailDisplay,
    ...Object.fromEntries(given),
    ...joining(groups),
    ...(isOwner ? { needsOwner: true } : {}),
  };
  const set = given.filter(([, to]) => to !== '');
  const changes = Object.fromEntries(set.map(([field, to]) => [field, { from: null, to }]));
  const joined = groups.length === 0 ? {} : { groups: { from: [], to: groups.map(({ name }) => name) } };
  return { ...common, outcome: 'create', values, changes: { ...changes, ...joined }, errors: [] };
}

function updated(
  common: Common,
  user: ExistingUser,
  parsed: ParsedRow,
  groups: readonly KnownGroup[],
  snapshot: AccountSnapshot,
): ValidatedRow {
  const { values: fields, changes } = diff(userDetails, user, parsed);
  const changed = Object.entries(changes);
  const joined = groups.filter(({ id }) => id === null || !user.groupIds.includes(id));
  if (changed.length === 0 && joined.length === 0) return skipped(common, parsed, 'unchanged', user.name);
  const needsOwner = changed.length > 0 && (user.role === 'owner' || fields.role === 'owner');
  const refused = changed.length > 0 ? roleFault(refusalToWrite(snapshot.actor, user, fields)) : null;
  if (refused) return failed(common, parsed, refused, 'role');
  const isDemotion = user.role === 'owner' && fields.role !== 'owner';
  if (isDemotion && !snapshot.releaseOwner(user)) return failed(common, parsed, 'last_owner', 'role');
  const before = snapshot.namesOf(user.groupIds);
  const values = {
    name: nameOf(fields.firstName, fields.lastName, user.emailDisplay),
    emailDisplay: user.emailDisplay,
    ...Object.fromEntries(changed.map(([field, { to }]) => [field, to])),
    ...joining(joined),
    ...(needsOwner ? { needsOwner } : {}),
  };
  const more = { groups: { from: before, to: [...before, ...joined.map(({ name }) => name)] } };
  return {
    ...{ ...common, outcome: 'update', values, errors: [] },
    changes: { ...changes, ...(joined.length > 0 ? more : {}) },
  };
}

/** Why an actor may not write a user's fields, their role among them. */
export function refusalToWrite(actor: Actor, user: { role: Role }, { role = user.role }: { role?: Role }) {
  const isGiven = role !== user.role;
  return refusalToChange(actor, user.role) ?? (isGiven ? refusalToGive(actor, role, user.role) : null);
}

/** The error of a row that gives or takes more than its actor holds, or changes somebody above them. */
export function roleFault(refused: Refusal | null): RowErrorCode | null {
  if (!refused) return null;
  return refused.code === 'forbidden' ? 'owner_not_allowed' : 'role_not_held';
}

function joining(groups: readonly KnownGroup[]): Pick<RowValues, 'groupIds' | 'newGroups'> {
  const groupIds = groups.flatMap(({ id }) => id ?? []);
  const newGroups = groups.filter(({ id }) => id === null).map(({ name }) => name);
  return defined({
    groupIds: groupIds.length > 0 ? groupIds : undefined,
    newGroups: newGroups.length > 0 ? newGroups : undefined,
  });
}

function skipped(common: Common, parsed: ParsedRow, code: RowErrorCode, known?: string): ValidatedRow {
  const name = known ?? nameIn(parsed);
  const values = { name, ...display(parsed) };
  return { ...common, outcome: 'skip', values, changes: {}, errors: [{ field: null, code }] };
}

function failed(
  common: Common,
  parsed: ParsedRow,
  code: RowErrorCode,
  field: RowError['field'],
): ValidatedRow {
  const values = { name: nameIn(parsed), ...display(parsed) };
  return { ...common, outcome: 'error', values, changes: {}, errors: [{ field, code }] };
}

function display({ email }: ParsedRow): { emailDisplay?: string } {
  return email === undefined ? {} : { emailDisplay: email };
}

function nameIn({ firstName = '', lastName = '' }: ParsedRow): string {
  return `${firstName} ${lastName}`.trim();
}
