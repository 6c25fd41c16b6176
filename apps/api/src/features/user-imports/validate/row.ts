import type { Role } from '@muster/contracts/permissions';
import type { ImportColumn, ImportMode, ImportOutcome } from '@muster/contracts/user-imports';
import { normalizeEmail } from '../../../platform/email/address.ts';
import { nameOf } from '../../../platform/person-name.ts';
import { hasCellsBeyond } from '../read/columns.ts';
import { type RowError, type RowFault, readWish, type Wish } from '../read/parse-row.ts';
import type { FileRow } from '../read/records.ts';
import { type ExistingUser, type KnownGroup, readGroups, type World } from './account-snapshot.ts';

/** What is written for a row; for an update only what changes. */
export interface RowValues {
  readonly name: string;
  readonly emailDisplay?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly role?: Role;
  readonly locale?: string;
  readonly externalId?: string;
  readonly groupIds?: readonly string[];
  /** Groups to be made. */
  readonly newGroups?: readonly string[];
  /** Only an owner may do this row. */
  readonly needsOwner?: boolean;
}

const maxGroups = 100;

export type Changes = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

/** What a row of the file does. */
export interface Evaluated extends FileRow {
  readonly outcome: ImportOutcome;
  /** The address as it is compared; what the cell says where it is none. */
  readonly email: string | null;
  readonly userId: string | null;
  readonly values: RowValues;
  readonly changes: Changes;
  readonly errors: readonly RowError[];
  readonly suggestion: string | null;
}

/** A row as far as it can be read without knowing the account. */
export interface ReadRow extends FileRow {
  readonly wish: Wish;
  /** The address as it is compared. */
  readonly key: string | null;
}

/**
 * Reads a row; what cannot be read is an error at once.
 * @param row the row
 * @param columns what the columns are
 */
export function readRow(row: FileRow, columns: readonly ImportColumn[]): ReadRow | Evaluated {
  if (!columns.some(({ field }) => field === 'email')) return refused(row, columns, 'email_column_missing');
  if (row.cells.some(isBroken)) return refused(row, columns, 'quote_broken');
  if (hasCellsBeyond(columns, row.cells)) return refused(row, columns, 'cells_beyond_columns');
  const wish = readWish(columns, row.cells);
  return { ...row, wish, key: wish.email === undefined ? null : normalizeEmail(wish.email) };
}

/**
 * Says what a row does to the account as it is.
 * @param row the row, read
 * @param mode who is added, who is changed
 * @param world the account, and what the rows before this one say
 */
export function evaluateRow(row: ReadRow, mode: ImportMode, world: World): Evaluated {
  const { line, cells, wish, key } = row;
  const suggestion = wish.email === undefined ? null : world.suggest(wish.email);
  const existing = key === null ? undefined : world.users.get(key);
  const common = { line, cells, email: key, suggestion, userId: existing?.id ?? null };
  const twin = key === null ? undefined : world.seenEmail(key, line);
  const isPassedOver = key !== null && (existing ? mode === 'add' : mode === 'update');
  // What a row says beside the address does not matter where nothing is done for it.
  if (isPassedOver && twin === undefined)
    return skipped(common, wish, existing ? 'user_exists' : 'user_missing', existing?.name);
  const groups = readGroups(world, wish);
  const errors = [...wish.errors];
  if (twin !== undefined) errors.push({ field: 'email', code: 'email_duplicate', line: twin });
  errors.push(...conflicts(row, existing, world, groups));
  if (errors.length > 0 || key === null) {
    const values = { name: nameIn(wish), ...display(wish) };
    return { ...common, outcome: 'error', values, changes: {}, errors };
  }
  return existing ? updated(common, existing, wish, groups, world) : created(common, wish, groups, world);
}

// A quotation mark that opened a cell and was closed, if at all, in the middle of a later line.
function isBroken(cell: string): boolean {
  return cell.startsWith('"') && /[\r\n]/.test(cell);
}

/** What stands against a row in the rows before it, or in other users. */
function conflicts(
  { line, wish }: ReadRow,
  existing: ExistingUser | undefined,
  world: World,
  groups: readonly KnownGroup[],
): RowError[] {
  const found: RowError[] = [];
  if (wish.externalId !== undefined) {
    const twin = world.seenExternalId(wish.externalId, line);
    const holder = world.externalIds.get(wish.externalId);
    if (twin !== undefined) found.push({ field: 'externalId', code: 'external_id_duplicate', line: twin });
    else if (holder !== undefined && holder !== existing?.id)
      found.push({ field: 'externalId', code: 'external_id_taken' });
  }
  if (groups.length > maxGroups) found.push({ field: 'groups', code: 'too_many_groups' });
  return found;
}

type Common = Omit<Evaluated, 'outcome' | 'values' | 'changes' | 'errors'>;

function created(common: Common, wish: Wish, groups: readonly KnownGroup[], world: World): Evaluated {
  const { emailDisplay = '', firstName = '', lastName = '', role = 'member' } = { ...wish, ...display(wish) };
  if (role === 'owner' && !world.mayMakeOwners) return failed(common, wish, 'owner_not_allowed', 'role');
  const { locale, externalId } = wish;
  const fields = {
    ...{ firstName, lastName, role },
    ...(locale === undefined ? {} : { locale }),
    ...(externalId === undefined ? {} : { externalId }),
  };
  const values = {
    name: nameOf(firstName, lastName, emailDisplay),
    emailDisplay,
    ...fields,
    ...joining(groups),
    ...(role === 'owner' ? { needsOwner: true } : {}),
  };
  const set = Object.entries(fields).filter(([, to]) => to !== '');
  const changes = Object.fromEntries(set.map(([field, to]) => [field, { from: null, to }]));
  const joined = groups.length === 0 ? {} : { groups: { from: [], to: groups.map(({ name }) => name) } };
  return { ...common, outcome: 'create', values, changes: { ...changes, ...joined }, errors: [] };
}

function updated(
  common: Common,
  user: ExistingUser,
  wish: Wish,
  groups: readonly KnownGroup[],
  world: World,
): Evaluated {
  const wanted = (['firstName', 'lastName', 'role', 'locale', 'externalId'] as const).filter(
    (field) => wish[field] !== undefined && wish[field] !== user[field],
  );
  const joined = groups.filter(({ id }) => id === null || !user.groupIds.includes(id));
  if (wanted.length === 0 && joined.length === 0) return skipped(common, wish, 'unchanged', user.name);
  const needsOwner = wanted.length > 0 && (user.role === 'owner' || wish.role === 'owner');
  if (needsOwner && !world.mayMakeOwners) return failed(common, wish, 'owner_not_allowed', 'role');
  const isDemotion = user.role === 'owner' && wanted.includes('role');
  if (isDemotion && !world.spareOwner(user)) return failed(common, wish, 'last_owner', 'role');
  const { firstName, lastName } = { ...user, ...wish };
  const before = world.namesOf(user.groupIds);
  const values = {
    name: nameOf(firstName, lastName, user.emailDisplay),
    emailDisplay: user.emailDisplay,
    ...Object.fromEntries(wanted.map((field) => [field, wish[field]])),
    ...joining(joined),
    ...(needsOwner ? { needsOwner } : {}),
  };
  const changes = Object.fromEntries(wanted.map((field) => [field, { from: user[field], to: wish[field] }]));
  const more = { groups: { from: before, to: [...before, ...joined.map(({ name }) => name)] } };
  return {
    ...{ ...common, outcome: 'update', values, errors: [] },
    changes: { ...changes, ...(joined.length > 0 ? more : {}) },
  };
}

function joining(groups: readonly KnownGroup[]): Pick<RowValues, 'groupIds' | 'newGroups'> {
  const groupIds = groups.flatMap(({ id }) => id ?? []);
  const newGroups = groups.filter(({ id }) => id === null).map(({ name }) => name);
  return { ...(groupIds.length > 0 ? { groupIds } : {}), ...(newGroups.length > 0 ? { newGroups } : {}) };
}

function skipped(common: Common, wish: Wish, code: RowFault, known?: string): Evaluated {
  const name = known ?? nameIn(wish);
  const values = { name, ...display(wish) };
  return { ...common, outcome: 'skip', values, changes: {}, errors: [{ field: null, code }] };
}

function failed(common: Common, wish: Wish, code: RowFault, field: RowError['field']): Evaluated {
  const values = { name: nameIn(wish), ...display(wish) };
  return { ...common, outcome: 'error', values, changes: {}, errors: [{ field, code }] };
}

function refused(row: FileRow, columns: readonly ImportColumn[], code: RowFault): Evaluated {
  const email = columns.find((column) => column.field === 'email');
  const text = email ? (row.cells[email.index]?.trim().slice(0, 254) ?? '') : '';
  return {
    ...{ ...row, outcome: 'error', email: text || null, userId: null, values: { name: '' } },
    ...{ changes: {}, errors: [{ field: email ? null : 'email', code }], suggestion: null },
  };
}

function display({ email }: Wish): { emailDisplay?: string } {
  return email === undefined ? {} : { emailDisplay: email };
}

function nameIn({ firstName = '', lastName = '' }: Wish): string {
  return `${firstName} ${lastName}`.trim();
}
