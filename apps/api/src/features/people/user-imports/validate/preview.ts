import { nameKey } from '@muster/contracts/kit/text';
import type { ImportColumn, ImportMode, ImportOutcome } from '@muster/contracts/people/user-imports';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { fail } from '../../../../platform/errors.ts';
import { refuseFile } from '../read/invalid-file.ts';
import type { ReadRow } from '../read/read-row.ts';
import type { ReadPart } from '../read/read-users.ts';
import { limits } from '../read/records.ts';
import { insertRows, readStoredRows, updateRows } from '../rows.ts';
import { loadSnapshot, loadUsersOf } from './account-snapshot.ts';
import { illegibleRow, type ValidatedRow, validateRow } from './row.ts';

/** The effect of an import, in figures. */
export interface Counts extends Record<ImportOutcome, number> {
  readonly suggestions: number;
  readonly warnings: number;
  /** Rows that only an owner may carry out. */
  readonly owners: number;
  /** Rows the commit has to carry out. */
  readonly toDo: number;
}

/** The result of validating all rows. */
export interface Preview {
  readonly counts: Counts;
  readonly groupsToCreate: readonly string[];
  readonly total: number;
}

/**
 * Stores the rows of a file with their validation results, in chunks, so that long files affect neither memory
 * nor other requests.
 * @param file the import of the rows, written in the same transaction, and the parts of the file behind the first
 * @returns its columns, whether they were chosen for an earlier file, and the results
 * @throws Failure `file_invalid`
 */
export async function previewFile(
  tx: WriteContext,
  file: { importId: string; parts: AsyncIterable<ReadPart>; mode: ImportMode },
): Promise<Preview & { columns: ImportColumn[]; isRemembered: boolean }> {
  let known: { columns: ImportColumn[]; isRemembered: boolean } | undefined;
  const validator = await createValidator(tx, file.mode);
  for await (const part of file.parts) {
    if ('refused' in part) fail('file_invalid', part.refused);
    if ('source' in part) continue;
    known = { columns: part.columns, isRemembered: part.isRemembered };
    if (part.rows.length > 0) await insertRows(tx, file.importId, await validator.at(part.rows));
    if (validator.found().total > limits.rows) refuseFile('too_many_rows');
  }
  if (!known) refuseFile('empty');
  if (validator.found().total === 0) refuseFile('no_rows');
  return { ...validator.found(), ...known };
}

const rowsAtOnce = 250;

/**
 * Validates the rows of an import again, with other columns or another mode, or because the account has
 * changed.
 */
export async function revalidate(
  tx: WriteContext,
  importId: string,
  { columns, mode }: { columns: readonly ImportColumn[]; mode: ImportMode },
): Promise<Preview> {
  const validator = await createValidator(tx, mode);
  let after = 0;
  for (;;) {
    const rows = await readStoredRows(tx, importId, after, rowsAtOnce);
    const last = rows.at(-1);
    if (!last) return validator.found();
    const read = await tx.deps.files.run<ReadRow[]>('parseRows', { columns, rows });
    await updateRows(tx, importId, await validator.at(read));
    after = last.line;
  }
}

async function createValidator(tx: WriteContext, mode: ImportMode) {
  const snapshot = await loadSnapshot(tx);
  const counts = { create: 0, update: 0, skip: 0, error: 0, suggestions: 0, warnings: 0, owners: 0 };
  const newGroups = new Map<string, string>();
  let total = 0;
  const count = ({ outcome, suggestion, warnings, values }: ValidatedRow) => {
    total += 1;
    counts[outcome] += 1;
    if (suggestion !== null) counts.suggestions += 1;
    if (warnings.length > 0) counts.warnings += 1;
    if (values.needsOwner) counts.owners += 1;
    for (const name of values.newGroups ?? []) {
      const key = nameKey(name);
      if (!newGroups.has(key)) newGroups.set(key, name);
    }
  };
  return {
    async at(read: readonly ReadRow[]): Promise<ValidatedRow[]> {
      const legible = read.flatMap((row) => ('parsed' in row ? [row] : []));
      await loadUsersOf(tx, snapshot, {
        emails: legible.flatMap(({ key }) => key ?? []),
        externalIds: legible.flatMap(({ parsed }) => parsed.externalId ?? []),
      });
      const evaluated = read.map((row) =>
        'parsed' in row ? validateRow(row, mode, snapshot) : illegibleRow(row),
      );
      for (const row of evaluated) count(row);
      return evaluated;
    },
    found: (): Preview => ({
      total,
      counts: { ...counts, toDo: counts.create + counts.update },
      groupsToCreate: [...newGroups.values()],
    }),
  };
}
